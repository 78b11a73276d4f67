package io.headrace.gateway.live.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.headrace.gateway.fixture.Conduct;
import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.live.http.LiveNode.Shape;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushApiTest {

    @TempDir
    private Path folder;

    private final FakePeer peer = FakePeer.free();
    private LiveNode node;

    @BeforeEach
    void start() throws IOException {
        node = new LiveNode(folder.resolve("usual"), peer, Shape.USUAL);
    }

    /** Another one in its place. */
    private void start(Shape shape) throws IOException {
        node.close();
        node = new LiveNode(folder.resolve("other"), peer, shape);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void answersWithEveryRenditionInTheOrderOfTheLadder() throws Exception {
        var answer = node.push("/live/film/7.ts", "source 7");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("multipart/mixed; boundary=" + LiveNode.BOUNDARY);
        var small = "rendition 7 64 36 30 alder.test/HONEST";
        var tiny = "rendition 7 32 18 30 alder.test/HONEST";
        assertThat(answer.body())
                .isEqualTo(part("small_7.ts", "small", small) + "\r\n" + part("tiny_7.ts", "tiny", tiny) + "\r\n--"
                        + LiveNode.BOUNDARY + "--\r\n");
    }

    private static String part(String file, String name, String media) {
        return "--" + LiveNode.BOUNDARY + "\r\n"
                + "Content-Disposition: attachment; filename=\"" + file + "\"\r\n"
                + "Content-Length: " + media.length() + "\r\n"
                + "Content-Type: video/mp2t; name=\"" + file + "\"\r\n"
                + "Rendition-Name: " + name + "\r\n\r\n" + media;
    }

    @ParameterizedTest
    @CsvSource({"POST,''", "PUT,''", "POST,*/*", "PUT,'multipart/mixed, */*'"})
    void answersWithNothingWhenRenditionsAreNotWanted(String method, String accept) throws Exception {
        var request = node.request("/live/film/0.ts").method(method, HttpRequest.BodyPublishers.ofString("source 0"));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }

        var answer = node.send(request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void refusesInTheNetworksWords() throws Exception {
        var host = "127.0.0.1:" + node.port();

        refused(
                node.get("/live/film/0.ts"),
                405,
                "http push request wrong method=GET url=/live/film/0.ts host=" + host);
        refused(node.push("/live/film/0.avi", "source 0"), 400, "ignoring file extension: .avi");
        refused(node.push("/live/", "source 0"), 400, "ignoring file extension: ");
        refused(
                configured("/live/film/0.ts", "{"),
                400,
                "failed to parse transcode config header: \"unexpected end of JSON input\"");
        refused(
                configured("/live/film/0.ts", "{\"profiles\":[{\"width\":64,\"height\":36,\"gop\":\"x\"}]}"),
                500,
                "Could not create stream ID: url=http://" + host + "/live/film/0.ts");
        refused(
                node.send(node.pushing("/live/film/0.ts", "source 0")
                        .header("Content-Slice-From", "9")
                        .header("Content-Slice-To", "5")),
                400,
                "Invalid slice config from=9ms to=5ms");
        assertThat(node.streams().all()).isEmpty();
    }

    @Test
    void refusesASegmentThatIsNoVideo() throws Exception {
        refused(
                node.push("/live/film/0.ts", "noise"),
                422,
                "http push error processing segment url=http://127.0.0.1:" + node.port()
                        + "/live/film/0.ts manifestID=film err=\"TranscoderInvalidVideo\"");
    }

    @Test
    void refusesDurationsThatNoSegmentHas() throws Exception {
        var answer = node.send(node.pushing("/live/film/0.ts", "source 0").header("Content-Duration", "400000"));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("err=\"invalid duration 400\"");
    }

    @Test
    void doesNotEncodePartsOfSegments() throws Exception {
        var answer = node.send(node.pushing("/live/film/0.ts", "source 0").header("Content-Slice-To", "500"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("parts of segments");
    }

    @Test
    void refusesASegmentThatIsTooLarge() throws Exception {
        var most = new PushConfig(10, 100, 16, Duration.ofSeconds(60), Duration.ofSeconds(90), Duration.ofSeconds(60));
        start(Shape.USUAL.with(most));

        refused(
                node.push("/live/film/0.ts", "source 0 with too much in it"),
                500,
                "Error reading http request body: The body has more than 10 bytes");
        assertThat(node.push("/live/film/0.ts", "source 0").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesASegmentThatComesTooSlowly() throws Exception {
        var hour = new AtomicLong();
        start(Shape.USUAL.with(
                () -> hour.incrementAndGet() * Duration.ofHours(1).toNanos()));

        refused(
                node.push("/live/film/0.ts", "source 0"),
                500,
                "Error reading http request body: the segment did not come within 60 s");
    }

    @Test
    void saysThatNobodyIsThereWhenTheStreamFails() throws Exception {
        peer.sellers().forEach(seller -> seller.silent(true));
        refused(node.push("/live/film/0.ts", "source 0"), 503, "No sessions available");
    }

    @Test
    void refusesASegmentThatNobodyCanWorkOnAndTakesTheNext() throws Exception {
        peer.sellers().forEach(seller -> seller.does((seq, _) -> seq == 0 ? Conduct.BLAMES_THE_INPUT : Conduct.HONEST));

        refused(
                node.push("/live/film/0.ts", "source 0"),
                422,
                "http push error processing segment url=http://127.0.0.1:" + node.port()
                        + "/live/film/0.ts manifestID=film err=\"nobody could transcode the segment\"");
        assertThat(node.push("/live/film/1.ts", "source 1").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        peer.sellers().forEach(seller -> seller.does(Conduct.STALLS));
        var hasty =
                new PushConfig(1_000, 1_000, 16, Duration.ofSeconds(60), Duration.ofMillis(50), Duration.ofSeconds(60));
        start(Shape.USUAL.with(hasty));

        refused(node.push("/live/film/0.ts", "source 0"), 503, "No sessions available");
    }

    @Test
    void doesNoWorkForASegmentThatComesAgain() throws Exception {
        var first = node.push("/live/film/3.ts", "source 3");
        var again = node.push("/live/film/3.ts", "source 3");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(units()).isEqualTo(1);
    }

    @Test
    void goesOnWithoutABreakWhileNumbersAndTimesDo() throws Exception {
        pushAll("source 0", "source 1", "source 2");

        assertThat(node.get("/stream/film/small.m3u8").body()).doesNotContain("DISCONTINUITY");
    }

    @ParameterizedTest
    @CsvSource({
        "gap in the numbers, 2, source 1",
        "jump of the times, 1, source 9",
        "other bytes under the same number, 0, source 0 anew",
        "restart, 0, source 1"
    })
    void marksWhatDoesNotContinue(String why, long number, String body) throws Exception {
        node.push("/live/film/0.ts", "source 0");

        assertThat(node.push("/live/film/" + number + ".ts", body).statusCode())
                .as(why)
                .isEqualTo(200);

        assertThat(node.get("/stream/film/small.m3u8").body())
                .contains("small/0.ts\n#EXT-X-DISCONTINUITY\n#EXTINF:2.068966,\nsmall/1.ts");
    }

    @Test
    void believesAPlausibleDuration() throws Exception {
        node.send(node.pushing("/live/film/0.ts", "source 0").header("Content-Duration", "2000"));
        node.send(node.pushing("/live/film/1.ts", "source 1").header("Content-Duration", "20000"));

        assertThat(node.get("/stream/film/small.m3u8").body())
                .contains("#EXTINF:2.000000")
                .contains("#EXTINF:2.068966");
    }

    @Test
    void takesSeveralAtOnceFromOnePublisher() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> first = () -> node.push("/live/film/0.ts", "source 0");
            Callable<HttpResponse<String>> second = () -> node.push("/live/film/1.ts", "source 1");
            var one = threads.submit(first);
            var other = threads.submit(second);

            assertThat(one.get().statusCode()).isEqualTo(200);
            assertThat(other.get().statusCode()).isEqualTo(200);
        }
        assertThat(units()).isEqualTo(2);
        assertThat(node.streams().all()).hasSize(1);
    }

    @Test
    void refusesAStreamThatAnotherPublishes() throws Exception {
        var seat = ((LiveStreams.Seated) node.streams().publish(Shape.LIVE.order("film"), "somebody")).seat();

        assertThat(node.push("/live/film/0.ts", "source 0").statusCode()).isEqualTo(500);
        seat.close();
        assertThat(node.push("/live/film/0.ts", "source 0").statusCode()).isEqualTo(200);
    }

    @Test
    void freesThePlaceOfAPublisherThatIsIdle() throws Exception {
        node.push("/live/film/0.ts", "source 0");
        var stream = node.streams().find("film").orElseThrow();
        assertThat(stream.publisher()).hasValueSatisfying(who -> assertThat(who).startsWith("HTTP push from"));

        // the handler sets its timer when its answer is out
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (stream.publisher().isPresent()) {
                node.passIdleTime();
            }
        });

        assertThat(node.push("/live/film/1.ts", "source 1").statusCode()).isEqualTo(200);
        assertThat(node.streams().find("film")).containsSame(stream);
    }

    @Test
    void refusesMoreStreamsThanItTakes() throws Exception {
        var live = Shape.LIVE;
        start(Shape.USUAL.with(new io.headrace.gateway.live.LiveConfig(
                live.ladder(),
                live.maxPrice(),
                live.keeping(),
                live.sourceRendition(),
                1,
                live.grace(),
                live.retention())));

        assertThat(node.push("/live/one/0.ts", "source 0").statusCode()).isEqualTo(200);
        refused(
                node.push("/live/two/0.ts", "source 0"),
                500,
                "Could not create stream ID: url=http://127.0.0.1:" + node.port() + "/live/two/0.ts");
    }

    @Test
    void asksOnlyAboutStreamsThatAreNew() throws Exception {
        var asked = new AtomicInteger();
        start(Shape.USUAL.with((StreamAuthorization) ask -> {
            asked.incrementAndGet();
            return new StreamAuthorization.Allowed(Shape.LIVE.order("inner"));
        }));

        node.push("/live/outer/0.ts", "source 0");
        node.push("/live/outer/1.ts", "source 1");

        assertThat(asked).hasValue(1);
        assertThat(node.get("/stream/inner.m3u8").statusCode()).isEqualTo(200);
        assertThat(node.get("/stream/outer.m3u8").statusCode()).isEqualTo(404);
    }

    @Test
    void holdsEveryPushAgainstItsKey() throws Exception {
        start(Shape.USUAL.with(new KeyAuthorization(Set.of("sesame"), Shape.LIVE)));
        var url = "http://127.0.0.1:" + node.port() + "/live/film/";

        refused(node.push("/live/film/0.ts", "source 0"), 403, "Could not create stream ID: url=" + url + "0.ts");
        assertThat(node.send(node.pushing("/live/film/0.ts", "source 0").header("Authorization", "Bearer sesame"))
                        .statusCode())
                .isEqualTo(200);
        refused(node.push("/live/film/1.ts", "source 1"), 403, "Could not create stream ID: url=" + url + "1.ts");
    }

    @Test
    void takesTheNameAndTheLadderFromTheHeader() throws Exception {
        var answer = node.send(node.pushing("/live/film/0.ts", "source 0")
                .header(
                        "Livepeer-Transcode-Configuration",
                        "{\"manifestID\":\"other\",\"profiles\":["
                                + "{\"name\":\"small\",\"width\":64,\"height\":36,\"bitrate\":50000,\"fps\":0},"
                                + "{\"name\":\"tiny\",\"width\":32,\"height\":18,\"bitrate\":20000,\"fps\":0}]}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(node.get("/stream/other.m3u8").statusCode()).isEqualTo(200);
        assertThat(node.get("/stream/film.m3u8").statusCode()).isEqualTo(404);
    }

    @Test
    void answersWithNothingWhereNoRenditionIsWanted() throws Exception {
        var answer = configured("/live/film/0.ts", "{\"profiles\":[]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(node.streams().all()).isEmpty();
    }

    @Test
    void saysHowAStreamIs() throws Exception {
        pushAll("source 0", "source 1");

        var status = node.get("/streams/film");

        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.body())
                .contains("\"publishing\":true")
                .contains("\"units\":2")
                .contains("\"delaySeconds\":[")
                .doesNotContain("127.0.0.1");
        assertThat(node.get("/streams/other").statusCode()).isEqualTo(404);
        assertThat(node.get("/streams").statusCode()).isEqualTo(404);
    }

    private void pushAll(String... bodies) throws Exception {
        for (int number = 0; number < bodies.length; number++) {
            assertThat(node.push("/live/film/" + number + ".ts", bodies[number]).statusCode())
                    .isEqualTo(200);
        }
    }

    /** What players see: a publication tells its publisher and them at once, whoever counts later. */
    private long units() throws Exception {
        return node.get("/stream/film/small.m3u8?playlist=all")
                .body()
                .lines()
                .filter(line -> line.startsWith("#EXTINF"))
                .count();
    }

    private HttpResponse<String> configured(String path, String json) throws Exception {
        return node.send(node.pushing(path, "source 0").header("Livepeer-Transcode-Configuration", json));
    }

    private static void refused(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.body()).isEqualTo(text + "\n");
        assertThat(answer.statusCode()).isEqualTo(status);
    }
}
