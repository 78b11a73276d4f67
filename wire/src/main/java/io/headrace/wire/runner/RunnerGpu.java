package io.headrace.wire.runner;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Optional;

/**
 * The card that a runner says it has.
 *
 * @param id a name, or the card's number where nothing else was told
 * @param memoryMegabytes 0 when it was not told
 */
public record RunnerGpu(String id, String name, long memoryMegabytes) {

    private static final String FIELD = "gpu";

    static Optional<RunnerGpu> of(JsonDocument document) throws UnreadableException {
        var fields = document.fields();
        return fields.isObject(FIELD)
                ? Optional.of(read(fields.object(FIELD)))
                : document.json(FIELD).map(number -> new RunnerGpu(number, "", 0));
    }

    static Optional<RunnerGpu> of(JsonFields fields) throws UnreadableException {
        return fields.has(FIELD) ? Optional.of(read(fields.object(FIELD))) : Optional.empty();
    }

    private static RunnerGpu read(JsonFields gpu) throws UnreadableException {
        return new RunnerGpu(
                gpu.text("id"), gpu.text("name"), gpu.whole("vram_mb").orElse(0));
    }

    String encode() {
        return new JsonObject()
                .text("id", id)
                .text("name", name)
                .number("vram_mb", memoryMegabytes)
                .toString();
    }
}
