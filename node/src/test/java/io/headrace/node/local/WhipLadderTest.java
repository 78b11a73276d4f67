package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.gateway.run.RunView;
import io.headrace.job.Outcome;
import io.headrace.media.AccessUnit;
import io.headrace.media.FrameRate;
import io.headrace.media.LadderText;
import io.headrace.media.SoundCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import io.headrace.media.ts.TsDemuxer;
import io.headrace.node.role.ApplicationSettings;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.MediaPrograms;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.webrtc.peer.Camera;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published by WHIP, transcoded: real packets, a real child for the sound, real transcoders. */
class WhipLadderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RATE = 15;
    private static final int SECONDS = 4;
    private static final int TICKS = 90_000 / RATE;

    /** Faster than it would play, and no burst. */
    private static final Duration PACE = Duration.ofMillis(15);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void carriesPicturesOfTwoSizesAndTheirSoundToThePlaylists(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.open(folder, LocalPlan.Money.OFF, live(), Map.of())) {
            var pictures = new ArrayList<>(pictures(folder, 320, 180));
            pictures.addAll(pictures(folder, 256, 144));

            var run = publish(bench, pictures);

            assertThat(LocalBench.end(run)).isInstanceOf(Outcome.Completed.class);
            // The session may end before the last datagrams are read.
            assertThat(run.published().renditions())
                    .allSatisfy(each ->
                            assertThat(each.frames()).isBetween((long) pictures.size() - RATE, (long) pictures.size()));
            var playlist = new String(get(bench, "/stream/film/tiny.m3u8?playlist=all"), StandardCharsets.UTF_8);
            assertThat(playlist).contains("#EXT-X-DISCONTINUITY\n", "#EXT-X-ENDLIST");
            assertThat(sounds(bench, playlist)).isNotEmpty().allMatch(sound -> sound.codec() == SoundCodec.AAC);
        }
    }

    private static RunView publish(LocalBench bench, List<AccessUnit.Picture> pictures) throws Exception {
        var template = bench.network().view().gatewayWhip().orElseThrow();
        var whip = URI.create(template.replace("{stream}", "film") + "?pipeline=video-transcoding");
        try (var camera = Camera.on(whip)) {
            int sounds = 0;
            for (int i = 0; i < pictures.size(); i++) {
                camera.send(pictures.get(i).bytes(), i * TICKS);
                while (sounds * 1_800 < i * TICKS) {
                    camera.sendSound(sounds++);
                }
                LockSupport.parkNanos(PACE.toNanos());
            }
            assertThat(camera.peer().delete()).isEqualTo(200);
        }
        return bench.network().gateway().gateway().jobs().getLast();
    }

    private static List<AccessUnit.Picture> pictures(Path folder, int width, int height) throws Exception {
        var shape = new ClipShape(width, height, FrameRate.of(RATE), Duration.ofSeconds(SECONDS), false, 0, RATE);
        var clip = folder.resolve(width + ".mp4");
        var segments = new ArrayList<SegmentFile>();
        try (var media = MediaPrograms.open(Path.of("target", "natives").toAbsolutePath(), 1)) {
            media.ask(new MediaRequest.MakeClip(clip, shape), PATIENCE);
            var parts = Files.createDirectories(folder.resolve("parts-" + width));
            media.ask(new MediaRequest.Split(clip, parts, MediaRequest.Split.USUAL_TARGET), PATIENCE, segments::add);
        }
        var pictures = new ArrayList<AccessUnit.Picture>();
        for (var segment : segments) {
            pictures.addAll(of(segment.load().bytes().asByteBuffer(), AccessUnit.Picture.class));
        }
        assertThat(pictures).hasSize(RATE * SECONDS);
        return pictures;
    }

    private static <U extends AccessUnit> List<U> of(ByteBuffer segment, Class<U> kind) {
        var demuxer = new TsDemuxer();
        var units = new ArrayList<>(demuxer.feed(segment));
        units.addAll(demuxer.finish());
        return units.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<AccessUnit.Sound> sounds(LocalBench bench, String playlist) throws Exception {
        var sounds = new ArrayList<AccessUnit.Sound>();
        for (var line : playlist.lines().filter(each -> each.endsWith(".ts")).toList()) {
            var path = line.startsWith("/") ? line : "/stream/film/" + line;
            sounds.addAll(of(ByteBuffer.wrap(get(bench, path)), AccessUnit.Sound.class));
        }
        return sounds;
    }

    private byte[] get(LocalBench bench, String path) throws IOException, InterruptedException {
        var url = bench.network().gatewayUri().resolve(path);
        var answer = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    static LiveSettings live() {
        return new LiveSettings(
                        0,
                        LadderText.parse(LocalBench.LADDER),
                        Keeping.EVERYTHING,
                        SourceRendition.LEFT_OUT,
                        Set.of(),
                        Optional.empty(),
                        4,
                        Duration.ofMillis(200),
                        Optional.empty(),
                        ApplicationSettings.NONE)
                .with(RealtimeSettings.any());
    }
}
