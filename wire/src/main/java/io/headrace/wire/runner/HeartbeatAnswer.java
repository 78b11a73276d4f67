package io.headrace.wire.runner;

import io.headrace.wire.text.GoText;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an orchestrator answers to a heartbeat (real-time reference section 9.1).
 *
 * @param interval between heartbeats
 * @param timeToLive without one, after which the runner is forgotten
 * @param first what is told once
 * @param sessions that the orchestrator holds, oldest first: its word counts
 */
public record HeartbeatAnswer(
        String runnerId,
        String orchestrator,
        Duration interval,
        Duration timeToLive,
        Optional<First> first,
        List<String> sessions) {

    /**
     * The answer to the first heartbeat.
     *
     * @param secret for the heartbeats that follow; never printed
     * @param events on which sessions come and go
     */
    public record First(String secret, RunnerChannel events) {
        @Override
        public String toString() {
            return "First[" + events + "]";
        }
    }

    public HeartbeatAnswer {
        sessions = List.copyOf(sessions);
    }

    public static HeartbeatAnswer decode(String json) throws UnreadableException {
        var fields = RunnerDocuments.fields(json, "core.LiveRunnerHeartbeatResponse");
        var secret = fields.text("heartbeat_secret");
        return new HeartbeatAnswer(
                RunnerDocuments.required(fields, "runner_id"),
                fields.text("orchestrator"),
                RunnerDocuments.duration(fields.text("heartbeat_interval")),
                RunnerDocuments.duration(fields.text("heartbeat_ttl")),
                secret.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new First(secret, RunnerChannel.decode(fields.object("o2r")))),
                fields.texts("session_ids"));
    }

    public String encode() {
        var document = new JsonObject()
                .text("runner_id", runnerId)
                .text("orchestrator", orchestrator)
                .text("heartbeat_interval", GoText.printed(interval))
                .text("heartbeat_ttl", GoText.printed(timeToLive));
        first.ifPresent(once -> document.text("heartbeat_secret", once.secret())
                .json("o2r", once.events().encode()));
        return document.texts("session_ids", sessions).toString();
    }
}
