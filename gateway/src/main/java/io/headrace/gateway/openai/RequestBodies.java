package io.headrace.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.wire.openai.ApiError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes what clients send, within the limits. Any thread. */
final class RequestBodies {

    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data";
    private static final Pattern BOUNDARY = Pattern.compile("(?i);\\s*boundary=(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final OpenAiLimits limits;
    private final HeldRequests held;
    private final FormReader forms;

    RequestBodies(OpenAiLimits limits, Path uploads) {
        this.limits = limits;
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
            use.of(new String(exchange.body().readAll(limits.documentBytes()), UTF_8));
        }
    }

    <E extends Exception> void form(Exchange exchange, Use<UploadedForm, E> use)
            throws IOException, InterruptedException, Refused, E {
        require(exchange, FORM);
        var boundary = BOUNDARY.matcher(contentType(exchange));
        if (!boundary.find()) {
            throw new Refused(ApiError.ofRequest(400, "The Content-Type of a form names its boundary"));
        }
        var mark = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        try (var _ = held.take(length(exchange, limits.formBytes()));
                var body = exchange.body().stream(limits.formBytes());
                var form = forms.read(body, mark)) {
            use.of(form);
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
