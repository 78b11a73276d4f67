package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import io.headrace.gateway.run.RunView;
import io.headrace.job.Outcome;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import io.headrace.media.AccessUnit;
import io.headrace.media.LadderText;
import io.headrace.media.MediaTime;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import io.headrace.media.ts.TsDemuxer;
import io.headrace.node.role.ApplicationSettings;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.MediaPrograms;
import io.headrace.rtmp.fixture.RtmpPublisher;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a publisher's frames to a playlist, over real sockets and with real video. */
class LiveStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;

    /** That none of so many draws a cheat is one chance in 243. */
    private static final int NETWORKS = 5;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void carriesEveryFrameToThePlaylists(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.open(folder, LocalPlan.Money.LEDGER, live(), Map.of())) {
            var run = publish(bench, 1);

            assertThat(LocalBench.end(run)).isInstanceOf(Outcome.Completed.class);
            assertThat(run.published().renditions())
                    .allSatisfy(each -> assertThat(each.frames()).isEqualTo(ROUNDS * LocalBench.FRAMES));
            assertThat(get(bench, "/stream/film.m3u8"))
                    .contains("RESOLUTION=256x144", "RESOLUTION=192x108", "CODECS=", "film/tiny.m3u8");
            assertThat(get(bench, "/stream/film/tiny.m3u8?playlist=all"))
                    .contains("#EXT-X-ENDLIST")
                    .doesNotContain("#EXT-X-DISCONTINUITY\n");
            assertThat(bench.paidSide(run, Fact.TicketsSent.class)).isNotEmpty();
        }
    }

    /**
     * The cheats' packets are in order; only their pictures are not the publisher's. Time is stretched, so that even on a busy
     * machine nobody is left for being slow before anybody is seen to cheat. One in three networks draws the honest one at once and
     * never meets a cheat.
     */
    @Test
    void publishesNothingOfACheatAndSaysWhy(@TempDir Path folder) throws Exception {
        boolean caught = false;
        for (int network = 0; network < NETWORKS && !caught; network++) {
            caught = catchesACheat(Files.createDirectories(folder.resolve("network-" + network)));
        }

        assertThat(caught).isTrue();
    }

    private static boolean catchesACheat(Path folder) throws Exception {
        var cheats = Map.of("alder", "black-frames", "birch", "black-frames");
        try (var bench = LocalBench.open(folder, LocalPlan.Money.OFF, live(), cheats)) {
            var run = publish(bench, 6);

            assertThat(LocalBench.end(run)).isInstanceOf(Outcome.Completed.class);
            assertThat(run.published().renditions())
                    .allSatisfy(each -> assertThat(each.frames()).isEqualTo(ROUNDS * LocalBench.FRAMES));
            return bench.paidSide(run, Fact.Moved.class).stream()
                    .map(Fact.Moved::reason)
                    .anyMatch(Reason::isCheat);
        }
    }

    /**
     * Publishes the bench's clip a few times over as one stream, faster than it would play.
     *
     * @param stretch how many times longer everything lasts
     */
    private static RunView publish(LocalBench bench, int stretch) throws Exception {
        var url = URI.create("rtmp://127.0.0.1:" + bench.network().gateway().rtmpPort() + "/live/film");
        var clip = units(bench);
        try (var publisher = RtmpPublisher.publish(url)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (var unit : clip) {
                    publisher.send(later(unit, Duration.ofSeconds(6).multipliedBy(round), stretch));
                }
            }
            publisher.end();
        }
        return bench.network().gateway().gateway().jobs().getLast();
    }

    private static List<AccessUnit> units(LocalBench bench) throws Exception {
        var natives = Path.of("target", "natives").toAbsolutePath();
        var parts = Files.createDirectories(bench.folder().resolve("parts"));
        var segments = new ArrayList<SegmentFile>();
        try (var media = MediaPrograms.open(natives, 1)) {
            var split = new MediaRequest.Split(bench.clip(), parts, MediaRequest.Split.USUAL_TARGET);
            assertThat(media.ask(split, PATIENCE, segments::add)).isInstanceOf(MediaAnswer.Done.class);
        }
        var units = new ArrayList<AccessUnit>();
        var demuxer = new TsDemuxer();
        for (var segment : segments) {
            units.addAll(demuxer.feed(segment.load().bytes().asByteBuffer()));
            units.addAll(demuxer.finish());
        }
        return units;
    }

    private static AccessUnit later(AccessUnit unit, Duration by, int stretch) {
        long ticks = MediaTime.of(by).ticks();
        return switch (unit) {
            case AccessUnit.Picture(var codec, var presentation, var decoding, var keyframe, var bytes) ->
                new AccessUnit.Picture(
                        codec,
                        new MediaTime((presentation.ticks() + ticks) * stretch),
                        new MediaTime((decoding.ticks() + ticks) * stretch),
                        keyframe,
                        bytes);
            case AccessUnit.Sound(var codec, var presentation, var bytes) ->
                new AccessUnit.Sound(codec, new MediaTime((presentation.ticks() + ticks) * stretch), bytes);
        };
    }

    private String get(LocalBench bench, String path) throws Exception {
        var url = bench.network().gatewayUri().resolve(path);
        var answer = browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static LiveSettings live() {
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
                ApplicationSettings.NONE);
    }
}
