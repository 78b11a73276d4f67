package io.headrace.wire.realtime;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * {@link RunnerStatus} as it travels (real-time reference section 8.3). Times are milliseconds since 1970; what is
 * absent is written as {@code null}.
 */
public final class RunnerStatusCodec {

    private static final String NULL = "null";

    private RunnerStatusCodec() {}

    public static String encode(RunnerStatus status) {
        var times = status.times();
        return new JsonObject()
                .text("type", RunnerStatus.TYPE)
                .text("pipeline", status.pipeline())
                .json("start_time", millis(times.started()))
                .json(
                        "state",
                        status.state().map(Enum::name).map(JsonObject::quoted).orElse(NULL))
                .json("last_state_update_time", millis(times.stateUpdated()))
                .json("last_status_timestamp", millis(times.previous()))
                .json("timestamp", millis(times.told()))
                .json("input_status", encode(status.input()))
                .json("inference_status", encode(status.inference()))
                .toString();
    }

    private static String encode(RunnerStatus.Input input) {
        return new JsonObject()
                .json("last_input_time", millis(input.last()))
                .number("fps", input.fps())
                .toString();
    }

    private static String encode(RunnerStatus.Inference inference) {
        var parameters = inference.parameters();
        var failure = inference.lastFailure();
        var restarts = inference.restarts();
        return new JsonObject()
                .json("last_output_time", millis(inference.lastOutput()))
                .number("fps", inference.fps())
                .json("last_params_update_time", millis(parameters.updated()))
                .json("last_params", parameters.json().orElse(NULL))
                .json("last_params_hash", textOrNull(parameters.hash()))
                .json("last_error_time", millis(failure.time()))
                .json("last_error", textOrNull(failure.message()))
                .json("last_restart_time", millis(restarts.last()))
                .json(
                        "last_restart_logs",
                        restarts.logs().map(JsonObject::array).orElse(NULL))
                .number("restart_count", restarts.count())
                .toString();
    }

    private static String millis(Optional<Instant> time) {
        return time.map(at -> Long.toString(at.toEpochMilli())).orElse(NULL);
    }

    private static String textOrNull(String text) {
        return text.isEmpty() ? NULL : JsonObject.quoted(text);
    }

    /** @param event of the type {@code status}; whatever it lacks is absent */
    public static RunnerStatus decode(String event) throws UnreadableException {
        var fields = LiveBody.fields(event, "status");
        return new RunnerStatus(
                fields.text("pipeline"),
                RunnerState.named(fields.text("state")),
                new RunnerStatus.Times(
                        time(fields, "start_time"),
                        time(fields, "last_state_update_time"),
                        time(fields, "last_status_timestamp"),
                        time(fields, "timestamp")),
                input(fields.object("input_status")),
                inference(fields.object("inference_status")));
    }

    private static RunnerStatus.Input input(JsonFields fields) throws UnreadableException {
        return new RunnerStatus.Input(
                time(fields, "last_input_time"), fields.decimal("fps").orElse(0));
    }

    private static RunnerStatus.Inference inference(JsonFields fields) throws UnreadableException {
        return new RunnerStatus.Inference(
                time(fields, "last_output_time"),
                fields.decimal("fps").orElse(0),
                new RunnerStatus.Parameters(
                        time(fields, "last_params_update_time"),
                        fields.objectText("last_params"),
                        fields.text("last_params_hash")),
                new RunnerStatus.Failure(time(fields, "last_error_time"), fields.text("last_error")),
                new RunnerStatus.Restarts(
                        fields.whole("restart_count").orElse(0),
                        time(fields, "last_restart_time"),
                        fields.has("last_restart_logs")
                                ? Optional.of(fields.texts("last_restart_logs"))
                                : Optional.empty()));
    }

    private static Optional<Instant> time(JsonFields fields, String name) throws UnreadableException {
        var millis = fields.whole(name);
        try {
            return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
        } catch (DateTimeException beyondTheCalendar) {
            throw new UnreadableException(name + " is no time: " + millis.getAsLong());
        }
    }
}
