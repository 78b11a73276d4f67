package io.headrace.cli.run;

import io.headrace.cli.ExitCode;
import io.headrace.cli.run.reply.ChatWords;
import io.headrace.cli.run.reply.ReplyBroken;
import io.headrace.cli.run.reply.ReplyReader;
import io.headrace.cli.run.request.Body;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request through a gateway: sent, watched as a job, and its result brought home. The gateway is asked not to keep the
 * connection ({@code Prefer: respond-async}), so that the job can be watched and outlives either side's trouble; one that
 * answers at once is taken at its word. Words that are to come as they are made come on the connection.
 */
final class PipelineRun {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_ACCEPTANCE = 1 << 16;

    private final BatchGateway gateway;
    private final Stages stages;
    private final JobWatch watch;
    private final OnInterrupt onInterrupt;
    private final ResultKeeper keeper;
    private final Consumer<String> words;

    /** @param words is told each word that comes before the answer is whole */
    PipelineRun(
            BatchGateway gateway,
            Stages stages,
            JobWatch watch,
            OnInterrupt onInterrupt,
            ResultKeeper keeper,
            Consumer<String> words) {
        this.gateway = gateway;
        this.stages = stages;
        this.watch = watch;
        this.onInterrupt = onInterrupt;
        this.keeper = keeper;
        this.words = words;
    }

    /**
     * What is asked for.
     *
     * @param terms a query, or the empty text
     * @param stream whether words come as they are made
     * @param waits whether somebody waits for the result
     * @param within which time it must be done
     */
    record Asked(String pipeline, String terms, Body body, boolean stream, boolean waits, Duration within) {}

    /** How far it went. */
    sealed interface Ended {
        record Begun(String job) implements Ended {}

        record Done(Result result, Facts facts) implements Ended {}
    }

    /** @throws RunFailed when the gateway was asked and there is no result */
    Ended run(Asked asked) throws RunFailed, GatewaySilent, InterruptedException {
        try (var answer = submit(asked)) {
            var facts = Facts.of(answer.headers());
            return switch (answer.status()) {
                case 200 -> new Ended.Done(result(answer, facts), known(facts));
                case 202 -> begun(asked, job(answer));
                default -> throw Refused.by(gateway.address(), asked.pipeline(), answer, facts.job());
            };
        } catch (GatewaySilent silent) {
            throw silent;
        } catch (IOException failed) {
            throw RunFailed.of(Optional.empty(), "No result of " + asked.pipeline() + " came: " + failed.getMessage());
        }
    }

    private Answer submit(Asked asked) throws IOException, InterruptedException {
        long length = asked.body().length();
        var headers = asked.stream()
                ? Headers.of("Accept", "text/event-stream")
                : Headers.of("Accept", "application/json").with("Prefer", "respond-async");
        stages.moving("uploading", 0, length);
        return gateway.post(
                "/" + asked.pipeline() + asked.terms(),
                headers,
                asked.body(),
                asked.within(),
                BatchGateway.MAX_DOCUMENT,
                sent -> {
                    if (sent < length) {
                        stages.moving("uploading", sent, length);
                    } else {
                        stages.waiting("waiting for the answer");
                    }
                });
    }

    private Ended begun(Asked asked, String job) throws RunFailed, GatewaySilent, InterruptedException {
        return asked.waits() ? await(job, asked.within()) : new Ended.Begun(job);
    }

    /** Which job it is, as the address of it says, or the document. */
    private static String job(Answer accepted) throws IOException {
        try (var body = accepted.body()) {
            var document = body.readNBytes(MAX_ACCEPTANCE);
            var location = accepted.headers().first("Location").orElse("");
            return Facts.id(location.substring(location.lastIndexOf('/') + 1))
                    .or(() -> Facts.id(JSON.readTree(document).path("job").asString("")))
                    .orElseThrow(() -> new ReplyBroken("the gateway took the request and named no job"));
        } catch (JacksonException noDocument) {
            throw new ReplyBroken("the gateway took the request and named no job", noDocument);
        }
    }

    /** Waits for a job that is under way, cancels it when the program is told to end, and brings its result home. */
    Ended.Done await(String job, Duration within) throws RunFailed, GatewaySilent, InterruptedException {
        try {
            var status = watched(job, within);
            try (var answer = gateway.result("/jobs/" + job + "/result")) {
                if (!JobWatch.isCompleted(status) && isSilentOnFailures(answer)) {
                    throw failed(job, status);
                }
                if (answer.status() != 200) {
                    throw Refused.by(gateway.address(), "job " + job, answer, Optional.of(job));
                }
                var facts = Facts.of(answer.headers()).ofJob(job).with(status);
                return new Ended.Done(result(answer, facts), facts);
            }
        } catch (GatewaySilent silent) {
            throw silent;
        } catch (IOException failed) {
            throw RunFailed.of(Optional.of(job), "Job " + job + " was lost sight of: " + failed.getMessage());
        }
    }

    private static boolean isSilentOnFailures(Answer answer) {
        return answer.status() / 100 == 2 || answer.status() == 404;
    }

    private JsonNode watched(String job, Duration within) throws RunFailed, IOException, InterruptedException {
        try (var _ = onInterrupt.register(() -> cancel(job))) {
            return watch.await(job, within);
        } catch (InterruptedException enough) {
            cancel(job);
            throw enough;
        }
    }

    private void cancel(String job) {
        try {
            gateway.cancel("/jobs/" + job);
        } catch (IOException alreadyGone) {
            // It ends by its own limits then, and nobody is left to be told.
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private static RunFailed failed(String job, JsonNode status) {
        var reason = status.path("problem").asString(status.path("reason").asString("no reason is told"));
        return new RunFailed(new RunFailed.Problem(
                ExitCode.JOB_FAILED,
                "Job " + job + " is " + status.path("state").asString("over") + ": " + reason + ". `headrace explain "
                        + job + "` tells its story.",
                Optional.of(job),
                0,
                Optional.empty(),
                status.path("candidates")));
    }

    private Result result(Answer answer, Facts facts) throws RunFailed, InterruptedException {
        try (var body = answer.body()) {
            if (answer.headers().first("Content-Type").orElse("").startsWith("text/event-stream")) {
                stages.clear();
                var tokens = new ChatWords(words).read(body);
                words.accept("\n");
                return new Result(List.of(), Optional.empty(), ResultKeeper.tokens(tokens));
            }
            return keeper.keep(ReplyReader.read(body));
        } catch (IOException broken) {
            throw RunFailed.of(facts.job(), String.valueOf(broken.getMessage()));
        }
    }

    /** With what the gateway still knows of a job that is done; nothing is lost when it does not. */
    private Facts known(Facts facts) throws InterruptedException {
        if (facts.job().isEmpty()) {
            return facts;
        }
        try {
            return facts.with(watch.status(facts.job().get()));
        } catch (RunFailed | IOException forgotten) {
            return facts;
        }
    }
}
