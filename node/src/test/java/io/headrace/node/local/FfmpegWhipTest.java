package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.Outcome;
import io.headrace.media.FrameRate;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaRequest;
import io.headrace.node.role.MediaPrograms;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FFmpeg's own WHIP muxer as publisher of a stream that is transcoded. */
class FfmpegWhipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RATE = 15;
    private static final int SECONDS = 5;

    @Test
    void publishesByFfmpegsOwnMuxer(@TempDir Path folder) throws Exception {
        var clip = folder.resolve("clip.mp4");
        var shape = new ClipShape(320, 180, FrameRate.of(RATE), Duration.ofSeconds(SECONDS), false, 0, RATE);
        try (var media = MediaPrograms.open(Path.of("target", "natives").toAbsolutePath(), 1)) {
            media.ask(new MediaRequest.MakeClip(clip, shape), PATIENCE);
        }
        try (var bench = LocalBench.open(folder, LocalPlan.Money.OFF, WhipLadderTest.live(), Map.of())) {
            var template = bench.network().view().gatewayWhip().orElseThrow();
            var whip = URI.create(template.replace("{stream}", "film") + "?pipeline=video-transcoding");

            publish(clip, whip, folder.resolve("ffmpeg.log"));

            var run = bench.network().gateway().gateway().jobs().getLast();
            assertThat(LocalBench.end(run)).isInstanceOf(Outcome.Completed.class);
            assertThat(run.published().renditions())
                    .isNotEmpty()
                    .allSatisfy(
                            each -> assertThat(each.frames()).isBetween((SECONDS - 1L) * RATE, (long) SECONDS * RATE));
        }
    }

    private static void publish(Path clip, URI whip, Path log) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FfmpegWhip.class.getName(),
                        clip.toString(),
                        whip.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(log, StandardCharsets.UTF_8))
                .isZero();
    }
}
