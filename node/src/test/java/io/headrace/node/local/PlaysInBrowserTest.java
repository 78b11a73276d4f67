package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.Outcome;
import io.headrace.webrtc.fixture.BrowserPlayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a viewer sees: the result is played to its end by hls.js in headless Chromium. Skipped where there is no
 * browser or no npm; a build under {@code CI=true} has both, or fails.
 */
class PlaysInBrowserTest {

    private static final Duration PLAYING = Duration.ofSeconds(90);

    @Test
    void playsAResultToItsEnd(@TempDir Path folder) throws Exception {
        var player = BrowserPlayer.find(folder);
        try (var bench = LocalBench.open(folder, LocalPlan.Money.OFF)) {
            var view = bench.submitClip();
            assertThat(LocalBench.end(view)).isInstanceOf(Outcome.Completed.class);

            var output = view.order().output().toString();
            var command = List.of("node", "play.mjs", output, "--rate", "2", "--timeout", "60");
            var seen = new JsonMapper().readTree(player.run(command, PLAYING));

            assertThat(seen.path("fatal").asString()).isEmpty();
            assertThat(seen.path("ended").asBoolean()).isTrue();
            assertThat(seen.path("levels").size()).isEqualTo(2);
            assertThat(seen.path("audio").asBoolean()).isTrue();
            assertThat(seen.path("duration").asDouble()).isBetween(5.9, 6.3);
        }
    }
}
