package io.headrace.inference.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.inference.RunnerAddress;
import io.headrace.pipeline.Progress;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a runner of ours how far a call is that it was given under a name ({@link ProgressQuestion}). Other runners do not know it. Blocks for two seconds at most; any thread.
 */
public final class RunnerProgress {

    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), ProgressQuestion.MAX_BYTES);

    private RunnerProgress() {}

    /** Empty when the runner does not say, whatever the reason. */
    public static Optional<Progress> of(HttpClient http, RunnerAddress address, String name)
            throws InterruptedException {
        try (var answer = http.send(HttpCall.get(address.at(ProgressQuestion.PATH + name), LIMITS))) {
            return answer.status() == 200 ? progress(new String(answer.readAll(), UTF_8)) : Optional.empty();
        } catch (IOException silent) {
            return Optional.empty();
        }
    }

    private static Optional<Progress> progress(String json) {
        try {
            var document = JsonMapper.shared().readTree(json);
            long done = document.path("done").asLong(-1);
            return done < 0
                    ? Optional.empty()
                    : Optional.of(Progress.of(done, document.path("whole").asLong(0)));
        } catch (JacksonException garbage) {
            return Optional.empty();
        }
    }
}
