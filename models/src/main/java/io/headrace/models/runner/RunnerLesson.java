package io.headrace.models.runner;

import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.LineSettings;
import io.headrace.models.frame.ParametersRefused;
import io.headrace.models.frame.catalog.FramePipelines;
import io.headrace.models.runner.session.FrameWorks;
import io.headrace.models.runner.status.SteadyClock;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Ticker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does once what a runner of live video does between its start and its first pictures, and ends. What the JVM learned of
 * classes and methods meanwhile can be kept ({@code -XX:AOTCacheOutput}) for the runners that follow.
 */
public final class RunnerLesson {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_BYTES = 4_096;

    private RunnerLesson() {}

    public static void main(String[] args) throws IOException, FrameException, ParametersRefused, InterruptedException {
        Ticker ticker = System::nanoTime;
        var clock = new SteadyClock(Instant.now(), ticker);
        for (var model : List.of("noop", "edges")) {
            answer(RunnerOptions.parse(List.of("--model", model), Map.of()), clock, ticker);
            compute(model, ticker);
        }
        // as runners end, whatever threads there are
        Runtime.getRuntime().halt(0);
    }

    private static void answer(RunnerOptions options, SteadyClock clock, Ticker ticker)
            throws IOException, InterruptedException {
        try (var server = RunnerChild.live(options, clock, ticker);
                var http = HttpClient.start(ClientConfig.FOR_NODES)) {
            var health = HttpCall.get(
                    URI.create("http://" + options.host() + ":" + server.port() + "/health"),
                    new HttpCall.Limits(PATIENCE, PATIENCE, ANSWER_BYTES));
            try (var answer = http.send(health)) {
                answer.readAll();
            }
        }
    }

    private static void compute(String model, Ticker ticker) throws FrameException, ParametersRefused {
        var pipeline = FramePipelines.builtIn(Optional.empty()).find(model).orElseThrow();
        var works = new FrameWorks(pipeline, LineSettings.usual(), ticker);
        works.load();
        works.rehearse("{}", () -> true);
    }
}
