package io.headrace.wire.batch.error;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a runner answered instead of a result, and the sentence by which workers and orchestrators pass it on. The
 * sentence keeps the status, so whoever reads it last still knows whose fault it was.
 *
 * @param status of the runner's answer, 400 to 599
 * @param message of its body
 */
public record RunnerError(int status, String message) {

    private static final int MAX_BODY = 65_536;
    private static final int MAX_MESSAGE = 1_024;
    private static final Pattern SENTENCE = Pattern.compile("(?s).*container returned ([45]\\d\\d): ?(.*)");

    /** @param body in any of the shapes of runners; what is none of them is taken as the message itself */
    public static RunnerError ofAnswer(int status, String body) {
        try {
            return new RunnerError(status, shortened(message(JsonFields.parse(limited(body), "worker.HTTPError"))));
        } catch (UnreadableException noDocument) {
            return new RunnerError(status, shortened(body.strip()));
        }
    }

    static String limited(String body) throws UnreadableException {
        if (body.length() > MAX_BODY) {
            throw new UnreadableException("an error of " + body.length() + " characters");
        }
        return body;
    }

    /** One message, or a list of what is wrong with which field. */
    private static String message(JsonFields fields) throws UnreadableException {
        if (fields.isObject("detail")) {
            return fields.object("detail").text("msg");
        }
        if (fields.isObject("error")) {
            return fields.object("error").text("message");
        }
        if (!fields.isList("detail")) {
            return fields.text("detail");
        }
        var messages = new ArrayList<String>();
        for (var fault : fields.objects("detail", "ValidationError").orElseThrow()) {
            messages.add(fault.text("msg"));
        }
        return String.join("; ", messages);
    }

    private static String shortened(String message) {
        return message.substring(0, Math.min(MAX_MESSAGE, message.length()));
    }

    /** As workers and orchestrators pass it on: {@code text-to-image container returned 400: prompt is empty}. */
    public String sentence(Pipeline pipeline) {
        var name =
                pipeline.equals(BuiltInPipelines.LLM) ? "LLM" : pipeline.name().text();
        return name + " container returned " + status + ": " + message;
    }

    /** What the sentence says, whoever wrote it. */
    public static Optional<RunnerError> ofSentence(String text) {
        var sentence = SENTENCE.matcher(text.strip());
        return sentence.matches()
                ? Optional.of(new RunnerError(Integer.parseInt(sentence.group(1)), shortened(sentence.group(2))))
                : Optional.empty();
    }

    public BatchFailure failure() {
        return switch (status) {
            case 400 -> new BatchFailure.BadRequest(message);
            case 413 -> new BatchFailure.TooLarge(message);
            case 415 -> new BatchFailure.UnsupportedMedia(message);
            case 422 -> new BatchFailure.Invalid(message);
            case 429, 503 -> new BatchFailure.NoCapacity(message);
            default -> new BatchFailure.Broken(message);
        };
    }
}
