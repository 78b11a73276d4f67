package io.headrace.orchestrator.batch;

import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.error.OrchestratorError;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads requests as they arrive, and refuses what is too large before anybody works on it.
 *
 * <pre>
 *     400  it cannot be read
 *     413  its document, its file or its picture is too large
 *     422  it asks for too much
 *     503  no memory is left for it now
 * </pre>
 */
final class RequestIntake {

    private static final String FORM = "multipart/form-data";

    private final BatchLimits limits;
    private final FormIntake forms;

    RequestIntake(BatchLimits limits, SoundProbe sounds) {
        this.limits = limits;
        this.forms = new FormIntake(limits, sounds);
    }

    /** @throws IOException when the body breaks off, or comes too slowly */
    Intake read(Pipeline pipeline, Exchange exchange, SourceMemory.Lease lease) throws IOException {
        try {
            return taken(
                    isForm(contentType(exchange))
                            ? form(pipeline, exchange, lease)
                            : document(pipeline, exchange, lease));
        } catch (BodyTooLargeException tooLarge) {
            return refused(413, String.valueOf(tooLarge.getMessage()));
        } catch (OverLimitException tooMuch) {
            return switch (tooMuch.limit()) {
                case SIZE -> refused(413, "The request has a part of " + tooMuch.getMessage());
                case MEMORY -> new Intake.Refused(OrchestratorError.noCapacity());
            };
        } catch (UnreadableException unreadable) {
            return refused(400, unreadable.sentence());
        } catch (GarbledPartsException garbled) {
            return refused(400, garbled.sentence());
        }
    }

    /** Existing nodes do not ask for a content type (recorded exchange G-094): what is no form is a document. */
    private static boolean isForm(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    private static String contentType(Exchange exchange) {
        return exchange.headers().first("Content-Type").orElse("");
    }

    private AskedRequest document(Pipeline pipeline, Exchange exchange, SourceMemory.Lease lease)
            throws IOException, UnreadableException {
        try (var body = exchange.body().stream(limits.documentBytes())) {
            var json = HeldBytes.read(body, lease, limits.documentBytes()).text();
            var request = BatchRequestCodec.decode(pipeline, new RequestContent.Document(json));
            return new AskedRequest(request, new HeldBytes(lease, 0));
        }
    }

    private AskedRequest form(Pipeline pipeline, Exchange exchange, SourceMemory.Lease lease)
            throws IOException, UnreadableException, GarbledPartsException {
        try (var body = exchange.body().stream((long) limits.documentBytes() + limits.uploadBytes())) {
            return forms.read(pipeline, contentType(exchange), body, lease);
        }
    }

    private Intake taken(AskedRequest asked) {
        var request = asked.request();
        if (!BatchAccount.isPossible(request.pipeline(), request.model())) {
            return refused(
                    400, "The model's name is too long: " + request.model().length() + " characters");
        }
        if (request.body() instanceof BatchRequest.Body.Form(var _, var file)) {
            var tooLarge = excess(file.content());
            if (tooLarge.isPresent()) {
                return refused(413, tooLarge.get());
            }
        }
        return asksTooMuch(request)
                ? refused(422, "Pictures of more than " + limits.pixels() + " pixels in all are not made here")
                : new Intake.Taken(asked);
    }

    private Optional<String> excess(FileContent content) {
        return switch (content) {
            case FileContent.Picture(var size) -> excess("picture", size);
            case FileContent.Film(var _, long frames, var _)
            when frames > BatchLimits.FILM_FRAMES ->
                Optional.of(
                        "The film has " + frames + " pictures; at most " + BatchLimits.FILM_FRAMES + " are taken here");
            case FileContent.Film(var size, var _, var _) -> excess("film", size);
            case FileContent.Sound _, FileContent.Unknown _ -> Optional.empty();
        };
    }

    private Optional<String> excess(String what, PictureSize size) {
        return size.pixels() > limits.pixels()
                ? Optional.of("The " + what + " has " + size + " pixels; at most " + limits.pixels()
                        + " in all are taken here")
                : Optional.empty();
    }

    private boolean asksTooMuch(BatchRequest request) {
        return switch (request) {
            case BatchRequest.TextToImage text -> text.size().pixels() > limits.pixels() / text.images();
            case BatchRequest.ImageToVideo clip -> clip.size().pixels() > limits.pixels();
            case BatchRequest.ImageToImage _,
                    BatchRequest.Upscale _,
                    BatchRequest.FrameInterpolation _,
                    BatchRequest.AudioToText _,
                    BatchRequest.SegmentAnything2 _,
                    BatchRequest.ImageToText _,
                    BatchRequest.Llm _,
                    BatchRequest.TextToSpeech _ -> false;
        };
    }

    private static Intake refused(int status, String sentence) {
        return new Intake.Refused(new OrchestratorError(status, sentence));
    }
}
