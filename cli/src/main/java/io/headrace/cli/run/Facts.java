package io.headrace.cli.run;

import io.headrace.transport.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Who did it and what it cost, as far as it was told: in the head of an answer, or by the gateway that knows the job.
 *
 * @param job its id
 * @param model that answered
 * @param kind how seriously it is to be taken: {@code real}, {@code classic}, {@code demo}
 * @param orchestrator its service address
 * @param status the job as the gateway tells it; missing when it does not
 */
record Facts(
        Optional<String> job,
        Optional<String> model,
        Optional<String> kind,
        Optional<String> orchestrator,
        JsonNode status) {

    static final Facts NONE = new Facts(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), MissingNode.getInstance());

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    static Facts of(Headers head) {
        return new Facts(
                head.first("X-Headrace-Job").flatMap(Facts::id),
                head.first("X-Model-Id"),
                head.first("X-Model-Kind").map(kind -> kind.toLowerCase(Locale.ROOT)),
                head.first("X-Orchestrator-Url"),
                MissingNode.getInstance());
    }

    /** With what the gateway says of the job; the head of the answer goes over it. */
    Facts with(JsonNode told) {
        return new Facts(
                job.or(() -> id(told.path("job").asString(""))),
                model.or(() -> text(told, "model")),
                kind.or(() -> text(told, "modelKind")),
                orchestrator.or(() -> text(told, "orchestrator")).or(() -> last(told.path("orchestrators"))),
                told);
    }

    Facts ofJob(String id) {
        return new Facts(Optional.of(id), model, kind, orchestrator, status);
    }

    /** What can be a job's id, and so a piece of a path. */
    static Optional<String> id(String text) {
        return Optional.of(text).filter(id -> ID.matcher(id).matches());
    }

    /** Whoever was chosen last did it; an element is the address, or has it. */
    private static Optional<String> last(JsonNode orchestrators) {
        var chosen = orchestrators.path(orchestrators.size() - 1);
        return chosen.isString() ? Optional.of(chosen.asString("")) : text(chosen, "uri");
    }

    private static Optional<String> text(JsonNode document, String name) {
        return Optional.of(document.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}
