package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.headrace.job.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a viewer sees: the result is played to its end by hls.js in headless Chromium. Skipped where there is no
 * browser or no npm; a build under {@code CI=true} has both, or fails.
 */
class PlaysInBrowserTest {

    private static final Duration INSTALLING = Duration.ofMinutes(2);
    private static final Duration PLAYING = Duration.ofSeconds(90);
    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");

    @Test
    void playsAResultToItsEnd(@TempDir Path folder) throws Exception {
        var player = player(folder);
        try (var bench = LocalBench.open(folder, LocalPlan.Money.OFF)) {
            var view = bench.submitClip();
            assertThat(LocalBench.end(view)).isInstanceOf(Outcome.Completed.class);

            var output = view.order().output().toString();
            var command = List.of("node", "play.mjs", output, "--rate", "2", "--timeout", "60");
            var seen = new JsonMapper().readTree(run(command, player, folder.resolve("seen.json"), PLAYING));

            assertThat(seen.path("fatal").asString()).isEmpty();
            assertThat(seen.path("ended").asBoolean()).isTrue();
            assertThat(seen.path("levels").size()).isEqualTo(2);
            assertThat(seen.path("audio").asBoolean()).isTrue();
            assertThat(seen.path("duration").asDouble()).isBetween(5.9, 6.3);
        }
    }

    /** The player's folder, with what it needs installed. */
    private static Path player(Path folder) throws Exception {
        need(Files.isExecutable(Path.of(CHROMIUM)), "no browser at " + CHROMIUM);
        need(onPath("npm") && onPath("node"), "no npm and node on the PATH");
        var player = Path.of("").toAbsolutePath().resolveSibling("conformance").resolve("player");
        if (!Files.isDirectory(player.resolve("node_modules"))) {
            run(List.of("npm", "ci", "--no-audit", "--no-fund"), player, folder.resolve("npm.txt"), INSTALLING);
        }
        return player;
    }

    private static void need(boolean there, String otherwise) {
        if (there) {
            return;
        }
        if ("true".equals(System.getenv("CI"))) {
            fail("A build under CI plays its results in a browser, and there is " + otherwise);
        }
        abort("Not played in a browser: there is " + otherwise);
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** What it printed; fails when it does not end in time, or well. */
    private static String run(List<String> command, Path where, Path printed, Duration patience)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("CHROMIUM", CHROMIUM));
        var process = builder.start();
        try {
            assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends within %s", command, patience)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", command, Files.readString(printed))
                    .isZero();
            return Files.readString(printed);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
