package io.headrace.cli.run;

import io.headrace.cli.Pace;
import io.headrace.cli.run.reply.ReplyBroken;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at a job until it is over: often at first, so that a quick one is noticed quickly, then less. A gateway that goes
 * away is waited for, because it goes on with its jobs when it is back.
 */
final class JobWatch {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OVER = Set.of("Completed", "Failed", "Cancelled");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final BatchGateway gateway;
    private final Stages stages;
    private final Pace pace;

    JobWatch(BatchGateway gateway, Stages stages, Pace pace) {
        this.gateway = gateway;
        this.stages = stages;
        this.pace = pace;
    }

    static boolean isCompleted(JsonNode status) {
        return status.path("state").asString("").equals("Completed");
    }

    /**
     * @return the job as it ended
     * @throws RunFailed when it is not over {@code within} that time, and then it is cancelled; or nobody knows it
     */
    JsonNode await(String job, Duration within) throws RunFailed, IOException, InterruptedException {
        long begun = pace.nanos();
        long heard = begun;
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                var status = status(job);
                if (OVER.contains(status.path("state").asString(""))) {
                    return status;
                }
                heard = pace.nanos();
                tell(status);
            } catch (GatewaySilent silent) {
                if (pace.nanos() - heard > LONGEST_SILENCE.toNanos()) {
                    throw silent;
                }
                stages.waiting("the gateway does not answer; waiting for it");
            }
            if (pace.nanos() - begun > within.toNanos()) {
                throw late(job, within);
            }
            pace.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void tell(JsonNode status) {
        var progress = status.path("progress");
        if (progress.path("done").isIntegralNumber()) {
            stages.advancing(
                    stage(status),
                    progress.path("done").asLong(0),
                    progress.path("whole").asLong(0));
        } else {
            stages.waiting(stage(status));
        }
    }

    /** How it is now. */
    JsonNode status(String job) throws RunFailed, IOException, InterruptedException {
        try (var answer = gateway.get("/jobs/" + job)) {
            if (answer.status() != 200) {
                throw Refused.by(gateway.address(), "the question for job " + job, answer, Optional.of(job));
            }
            return JSON.readTree(answer.readAll());
        } catch (JacksonException foreign) {
            throw new ReplyBroken("What answers at " + gateway.address() + " is no gateway", foreign);
        }
    }

    private RunFailed late(String job, Duration within) throws IOException, InterruptedException {
        gateway.cancel("/jobs/" + job);
        return RunFailed.of(
                Optional.of(job),
                "Job " + job + " was not done within " + within.toSeconds()
                        + " s and is cancelled. --timeout gives it longer; with --async nobody waits.");
    }

    private static String stage(JsonNode status) {
        if (status.hasNonNull("waiting")) {
            return Printable.of(status.path("waiting").asString(""));
        }
        var state = status.path("state").asString("");
        return switch (state) {
            case "Idle", "Ingesting" -> "waiting for its turn";
            case "Discovering" -> "looking for a place";
            case "SessionEstablished" -> "running";
            case "SwapOrchestrator" -> "trying another orchestrator";
            case "Drained" -> "waiting for money";
            default -> Printable.of(state);
        };
    }
}
