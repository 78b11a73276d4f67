package io.headrace.gateway.live.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.http.LiveNode.Shape;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.order.VideoOrder.SourceRendition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackApiTest {

    @TempDir
    private Path folder;

    private LiveNode node;

    @BeforeEach
    void start() throws IOException {
        node = LiveNode.usual(folder.resolve("usual"));
    }

    /** Another one in its place. */
    private void start(Shape shape) throws IOException {
        node.close();
        node = new LiveNode(folder.resolve("other"), FakePeer.free(), shape);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void leadsAPlayerFromTheMasterPlaylistToTheSegments() throws Exception {
        push(0, 2);

        var master = node.get("/stream/film.m3u8");
        var media = follow(master, "small");
        var segment = follow(media, "1.ts");

        assertThat(master.body()).contains("RESOLUTION=64x36").contains("RESOLUTION=32x18");
        assertThat(media.uri().getPath()).isEqualTo("/stream/film/small.m3u8");
        assertThat(segment.uri().getPath()).isEqualTo("/stream/film/small/1.ts");
        assertThat(segment.body()).startsWith("rendition 1 64 36");
    }

    @Test
    void playsTheSourceBesideWhatWasMadeOfIt() throws Exception {
        start(playingTheSource());
        push(0, 2);

        var master = node.get("/stream/film.m3u8");
        var media = follow(master, "source");
        var segment = follow(media, "1.ts");

        assertThat(master.body())
                .endsWith(
                        "#EXT-X-STREAM-INF:BANDWIDTH=30,RESOLUTION=320x180,CODECS=\"avc1.42c00d\"\nfilm/source.m3u8\n");
        assertThat(media.uri().getPath()).isEqualTo("/stream/film/source.m3u8");
        assertThat(segment.uri().getPath()).isEqualTo("/stream/film/source/1.ts");
        assertThat(segment.body()).isEqualTo("source 1");
    }

    @Test
    void doesNotPlayTheSourceUnlessThatIsOrdered() throws Exception {
        push(0, 1);

        assertThat(node.get("/stream/film.m3u8").body()).doesNotContain("source");
        assertThat(node.get("/stream/film/source/0.ts").statusCode()).isEqualTo(404);
    }

    @Test
    void doesNotPlayASourceInAnotherContainer() throws Exception {
        start(playingTheSource());

        assertThat(node.push("/live/film/0.mp4", "source 0").statusCode()).isEqualTo(200);

        assertThat(node.get("/stream/film.m3u8").body())
                .contains("film/small.m3u8")
                .doesNotContain("source");
    }

    private static Shape playingTheSource() {
        var live = Shape.LIVE;
        return Shape.USUAL.with(new LiveConfig(
                live.ladder(),
                live.maxPrice(),
                live.keeping(),
                SourceRendition.PLAYED,
                5,
                live.grace(),
                live.retention()));
    }

    /** Reads the first address in a playlist that has such a piece. */
    private HttpResponse<String> follow(HttpResponse<String> playlist, String piece) throws Exception {
        var address = playlist.body()
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains(piece))
                .findFirst()
                .orElseThrow();
        return node.send(HttpRequest.newBuilder(playlist.uri().resolve(URI.create(address))));
    }

    @Test
    void letsPlayersOnAnyPageAndCachesInBetween() throws Exception {
        push(0, 1);

        var playlist = node.get("/stream/film/small.m3u8").headers();
        var segment = node.get("/stream/film/small/0.ts").headers();

        assertThat(playlist.firstValue("Content-Type")).contains("application/x-mpegURL");
        assertThat(playlist.firstValue("Cache-Control")).contains("max-age=1");
        assertThat(playlist.firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(segment.firstValue("Content-Type")).contains("video/mp2t");
        assertThat(segment.firstValue("Cache-Control")).contains("max-age=60");
        assertThat(segment.firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(segment.firstValue("Access-Control-Expose-Headers")).contains("Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stream/film.m3u8", "/stream/film/small.m3u8", "/stream/film/small/0.ts"})
    void tellsHeadsWithoutBodies(String path) throws Exception {
        push(0, 1);

        var head = node.send(node.request(path).HEAD());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(node.get(path).headers().firstValue("Content-Length"));
    }

    @Test
    void answersWhatBrowsersAskFirst() throws Exception {
        var answer = node.send(
                node.request("/stream/film/small/0.ts").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers")).contains("Range");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void keepsNoMoreThanItsWindow() throws Exception {
        pushAtItsPace(0, 14);

        var window = node.get("/stream/film/small.m3u8").body();
        var all = node.get("/stream/film/small.m3u8?playlist=all").body();

        assertThat(window).contains("#EXT-X-MEDIA-SEQUENCE:8\n").doesNotContain("ENDLIST");
        assertThat(window.lines().filter(line -> line.endsWith(".ts"))).hasSize(6);
        assertThat(all).contains("#EXT-X-MEDIA-SEQUENCE:2\n");
        assertThat(node.get("/stream/film/small/1.ts").statusCode()).isEqualTo(404);
        assertThat(node.get("/stream/film/small/2.ts").statusCode()).isEqualTo(200);
    }

    @Test
    void countsDiscontinuitiesThatSlidAway() throws Exception {
        push(0, 2);
        push(5, 2);
        assertThat(node.get("/stream/film/small.m3u8").body())
                .contains("#EXT-X-DISCONTINUITY\n")
                .doesNotContain("DISCONTINUITY-SEQUENCE");

        pushAtItsPace(7, 7);

        assertThat(node.get("/stream/film/small.m3u8").body())
                .contains("#EXT-X-DISCONTINUITY-SEQUENCE:1\n")
                .doesNotContain("#EXT-X-DISCONTINUITY\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stream/other.m3u8",
                "/stream/film.mpd",
                "/stream/film",
                "/stream/film/large.m3u8",
                "/stream/film/small/7.ts",
                "/stream/film/small/x.ts",
                "/stream/film/small/-1.ts",
                "/stream/film/small/99999999999999999999.ts",
                "/stream/film/large/0.ts",
                "/stream/current.m3u8",
                "/recordings/film/small.mp4",
                "/stream/film/..%2Fsmall/0.ts",
                "/stream/%2E%2E%2F/small/0.ts",
                "/stream/film/small/..%2f..%2f..%2forder.ts",
                "/recordings/film/..%2F..%2Forder.mp4",
                "/stream/film/sm%00all.m3u8"
            })
    void findsNothingElse(String path) throws Exception {
        push(0, 1);

        var answer = node.get(path);

        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(answer.body()).doesNotContain("ladder").doesNotContain("rendition");
    }

    @Test
    void saysSoInTheNetworksWords() throws Exception {
        var answer = node.get("/stream/other.m3u8");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("ErrNotFound\n");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @Test
    void showsTheNewestStreamWhereThatIsWanted() throws Exception {
        start(Shape.USUAL.with(PlaybackConfig.DEFAULT.with(PlaybackConfig.Current.SHOWN)));
        assertThat(node.get("/stream/current.m3u8").statusCode()).isEqualTo(404);
        push(0, 1);
        node.push("/live/newer/0.ts", "source 0");

        assertThat(node.get("/stream/current.m3u8").body()).contains("newer/small.m3u8");
    }

    @Test
    void refusesAViewerWithTooMuchUnderWay() throws Exception {
        start(Shape.USUAL.with(
                new PlaybackConfig(PlaybackConfig.Current.HIDDEN, 1, 1, PlaybackConfig.DEFAULT.grace())));
        push(0, 1);
        enlarge(64 << 20);
        try (var stalled = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            stalled.getOutputStream().write("GET /stream/film/small/0.ts HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(UTF_8));
            assertThat(stalled.getInputStream().readNBytes(12)).asString(UTF_8).isEqualTo("HTTP/1.1 200");

            var answer = node.get("/stream/film/small/0.ts");

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            assertThat(node.get("/stream/film/small.m3u8").statusCode()).isEqualTo(200);
            assertThat(node.playback().counters().refused()).isEqualTo(1);
        }
    }

    @Test
    void breaksOffAViewerThatIsTooSlow() throws Exception {
        var hour = new AtomicLong();
        start(Shape.USUAL
                .with(new PushConfig(
                        1_000, 1_000, 1, Duration.ofDays(9), Duration.ofSeconds(60), Duration.ofSeconds(60)))
                .with(() -> hour.incrementAndGet() * Duration.ofHours(1).toNanos()));
        push(0, 1);
        enlarge(100_000);

        assertThatIOException().isThrownBy(() -> node.get("/stream/film/small/0.ts"));
    }

    @Test
    void forgetsASegmentThatVanishes() throws Exception {
        push(0, 1);
        Files.delete(segment());

        assertThat(node.get("/stream/film/small/0.ts").statusCode()).isEqualTo(404);
    }

    private Path segment() {
        return node.streams()
                .find("film")
                .orElseThrow()
                .publication()
                .segment("small", 0)
                .orElseThrow();
    }

    private void enlarge(int bytes) throws IOException {
        Files.write(segment(), new byte[bytes]);
    }

    @Test
    void countsWhatItPlays() throws Exception {
        push(0, 1);
        var segment = node.get("/stream/film/small/0.ts");
        node.get("/stream/film.m3u8");

        var counters = node.playback().counters();
        assertThat(counters.playlists()).isEqualTo(1);
        assertThat(counters.segments()).isEqualTo(1);
        assertThat(counters.bytes()).isEqualTo(segment.body().length());
        assertThat(counters.refused()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-8, 206, bytes 0-8/, rendition",
        "bytes=10-10, 206, bytes 10-10/, 0",
        "bytes=-5, 206, bytes , NEST\n",
        "bytes=900-, 416, bytes */, ''",
        "bytes=0-1;4-5, 200, '', rendition",
        "pages=1-2, 200, '', rendition"
    })
    void sendsPartsOfRecordings(String range, int status, String shown, String begins) throws Exception {
        var live = Shape.LIVE;
        start(Shape.USUAL.with(new LiveConfig(
                live.ladder(),
                live.maxPrice(),
                Keeping.RECORDING,
                live.sourceRendition(),
                5,
                live.grace(),
                live.retention())));
        push(0, 2);
        assertThat(node.get("/recordings/film/small.mp4").statusCode()).isEqualTo(404);
        var stream = node.streams().find("film").orElseThrow();
        stream.stop();
        assertThat(stream.view().awaitEnd(20, TimeUnit.SECONDS)).isTrue();

        var answer = node.send(node.request("/recordings/film/small.mp4").header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Range").orElse("")).startsWith(shown);
        assertThat(answer.body()).startsWith(begins);
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(node.get("/stream/film/small.m3u8").body()).contains("#EXT-X-ENDLIST");
    }

    /** Pushes segments from that number on. */
    private void push(long from, int count) throws Exception {
        for (long number = from; number < from + count; number++) {
            assertThat(node.push("/live/film/" + number + ".ts", "source " + number)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private void pushAtItsPace(long from, int count) throws Exception {
        for (long number = from; number < from + count; number++) {
            node.gateway().pass(Duration.ofSeconds(3));
            push(number, 1);
        }
    }
}
