package io.headrace.webrtc.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Headless Chromium that publishes a canvas by WHIP and plays it by WHEP. A test that asks for it is skipped where there
 * is no browser, or nothing to drive it; a build under {@code CI=true} has both, or fails.
 */
public final class Chromium {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROGRAM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");

    private Chromium() {}

    /** What the browser saw, as JSON, also of itself. */
    public record Seen(String json) {

        /** The first whole number of that name. */
        public int number(String name) {
            var found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
            assertThat(found.find()).as("%s in %s", name, json).isTrue();
            return Integer.parseInt(found.group(1));
        }
    }

    /** @param folder for what the browser prints */
    public static Seen publishAndPlay(URI whip, URI whep, Path folder) throws Exception {
        var command = List.of("node", "webrtc.mjs", whip.toString(), whep.toString());
        return new Seen(run(command, player(), folder.resolve("seen.json")));
    }

    private static Path player() {
        var player = Path.of("").toAbsolutePath().resolveSibling("conformance").resolve("player");
        need(Files.isExecutable(Path.of(PROGRAM)), "no browser at " + PROGRAM);
        need(onPath("node"), "no node on the PATH");
        need(
                Files.isDirectory(player.resolve("node_modules")),
                "nothing installed in " + player + "; run npm ci there");
        return player;
    }

    private static void need(boolean there, String otherwise) {
        if (there) {
            return;
        }
        if ("true".equals(System.getenv("CI"))) {
            fail("A build under CI talks to a browser, and there is " + otherwise);
        }
        abort("Not tried with a browser: there is " + otherwise);
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** What it printed; fails when it does not end in time, or well. */
    private static String run(List<String> command, Path where, Path printed) throws Exception {
        var builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("CHROMIUM", PROGRAM));
        var process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends within %s", command, PATIENCE)
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
