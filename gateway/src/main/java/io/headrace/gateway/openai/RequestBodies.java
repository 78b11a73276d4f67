package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.form.FormReader;
import io.headrace.gateway.batch.form.UploadedForm;
import io.headrace.machine.NanoTicker;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.openai.ApiError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes what clients send, within the limits. Any thread. */
final class RequestBodies {

    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";
    /** The body as a whole is limited. */
    private static final FormReader.Files ANY_FILES = new FormReader.Files("", Long.MAX_VALUE);

    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final OpenAiLimits limits;
    private final HeldRequests held;
    private final FormReader forms;
    private final NanoTicker ticker;

    RequestBodies(OpenAiLimits limits, Path uploads, NanoTicker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.held = new HeldRequests(limits.heldBytes());
        this.forms = new FormReader(uploads);
    }

    /** What is done with a body while it is held. */
    @FunctionalInterface
    interface Use<B, E extends Exception> {
        void of(B body) throws IOException, InterruptedException, Refused, E;
    }

    /** Only what says that it is JSON is taken: a page of another site can send nothing that does. */
    <E extends Exception> void document(Exchange exchange, Use<String, E> use)
            throws IOException, InterruptedException, Refused, E {
        require(exchange, JSON);
        try (var _ = held.take(length(exchange, limits.documentBytes()))) {
            use.of(new String(read(exchange), UTF_8));
        }
    }

    <E extends Exception> void form(Exchange exchange, Use<UploadedForm, E> use)
            throws IOException, InterruptedException, Refused, E {
        require(exchange, FORM);
        var boundary = FormReader.boundary(contentType(exchange))
                .orElseThrow(
                        () -> new Refused(ApiError.ofRequest(400, "The Content-Type of a form names its boundary")));
        try (var _ = held.take(length(exchange, limits.formBytes()));
                var form = read(exchange, boundary)) {
            use.of(form);
        }
    }

    private byte[] read(Exchange exchange) throws IOException {
        try (var body = WholeBody.of(exchange, limits.documentBytes(), ticker)) {
            return body.readAllBytes();
        }
    }

    private UploadedForm read(Exchange exchange, String boundary) throws IOException, Refused {
        try (var body = WholeBody.of(exchange, limits.formBytes(), ticker)) {
            return forms.read(body, boundary, ANY_FILES);
        } catch (GarbledPartsException noForm) {
            throw new Refused(ApiError.ofRequest(400, "The form cannot be read: " + noForm.sentence()));
        }
    }

    /**
     * The one file of that field; clients that could send several write brackets behind its name.
     *
     * @throws Refused when there is none, or more than one
     */
    static UploadedForm.Part onlyFile(UploadedForm form, String field) throws Refused {
        var found = Stream.of(field, field + "[]")
                .flatMap(name -> form.files(name).stream())
                .toList();
        if (found.size() != 1) {
            throw new Refused(ApiError.ofRequest(
                            400, "The form has " + found.size() + " files \"" + field + "\"; exactly one is taken")
                    .withParam(field));
        }
        return found.getFirst();
    }

    /** What of it was not read goes by, within limits. */
    void pass(Exchange exchange) throws IOException {
        try {
            WholeBody.of(exchange, 0, ticker).close();
        } catch (BodyTooLargeException beyondPatience) {
            // Whoever announces so much is left in the middle of it.
        }
    }

    private static void require(Exchange exchange, String mediaType) throws Refused {
        var given = contentType(exchange);
        int end = given.indexOf(';');
        if (!(end < 0 ? given : given.substring(0, end)).strip().equalsIgnoreCase(mediaType)) {
            throw new Refused(ApiError.ofRequest(
                    415,
                    "The body of " + exchange.path() + " is " + mediaType + "; this request says \""
                            + given.substring(0, Math.min(64, given.length())).toLowerCase(Locale.ROOT) + "\""));
        }
    }

    private static String contentType(Exchange exchange) {
        return exchange.headers().first("Content-Type").orElse("");
    }

    /** What a body may come to; more than is taken is refused at once. */
    private static long length(Exchange exchange, int most) throws BodyTooLargeException {
        long announced = exchange.headers()
                .first("Content-Length")
                .filter(text -> LENGTH.matcher(text).matches())
                .map(Long::parseLong)
                .orElse((long) most);
        if (announced > most) {
            throw new BodyTooLargeException(most);
        }
        return announced;
    }
}
