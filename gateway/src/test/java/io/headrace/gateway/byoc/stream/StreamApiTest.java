package io.headrace.gateway.byoc.stream;

import static io.headrace.gateway.byoc.ContainerFront.text;
import static io.headrace.gateway.byoc.stream.StreamFront.DATA;
import static io.headrace.gateway.byoc.stream.StreamFront.LONG;
import static io.headrace.gateway.byoc.stream.StreamFront.VIDEO;
import static io.headrace.gateway.byoc.stream.StreamFront.await;
import static io.headrace.gateway.byoc.stream.StreamFront.next;
import static io.headrace.gateway.byoc.stream.StreamFront.times;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Signatures;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.output.OutputSink;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.VideoCodec;
import io.headrace.payments.Price;
import io.headrace.transport.Headers;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.byoc.StreamUrls;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients' streams of containers, through a gateway's front to orchestrators on loopback. */
class StreamApiTest {

    /** By x264: 160x90. */
    private static final String KEYFRAME =
            "0000000109f0" + "000000016764000aacd9428df930110000030001000003001e0f1225960000000168ef829cb00000000165";

    private static final String DELTA = "0000000109f00000000141";

    private StreamFront front;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        front = new StreamFront(folder);
    }

    @AfterEach
    void stop() {
        front.close();
    }

    @Test
    void beginsAStreamAndSaysWhereItIs() throws Exception {
        var answer = front.begin("s1", VIDEO);

        assertThat(answer.status()).isEqualTo(200);
        var urls = StreamUrls.decode(text(answer));
        assertThat(urls.streamId()).isEqualTo("s1");
        assertThat(urls.whip()).isEqualTo("http://gateway/process/stream/s1/whip");
        assertThat(urls.whep()).isEqualTo("http://gateway/live/video-to-video/s1-out/whep");
        assertThat(urls.rtmp()).isEqualTo("rtmp://gateway/live/s1");
        assertThat(urls.data()).as("not asked for").isEmpty();
        var asked = next(front.one.asked);
        assertThat(asked.path()).isEqualTo("/ai/stream/start");
        assertThat(asked.job().id()).isEqualTo("s1");
        assertThat(asked.job().parameters()).isEqualTo(VIDEO);
        assertThat(asked.body()).isEqualTo("{\"params\":{\"prompt\":\"hey\"}}");
        assertThat(front.two.asked).as("it has no room").isEmpty();
    }

    @Test
    void stopsOnceAndKnowsTheStreamNoMore() throws Exception {
        front.begin("s1", DATA);
        next(front.one.asked);

        assertThat(front.steer("s1", "stop", "enough").status()).isEqualTo(200);

        var stopped = next(front.one.asked);
        assertThat(stopped.path()).isEqualTo("/ai/stream/stop");
        assertThat(stopped.body()).isEqualTo("enough");
        assertThat(stopped.job().streamId()).isEqualTo("s1");
        var recorded = RecordedExchanges.named("G-128");
        var again = front.steer("s1", "stop", "{}");
        assertThat(again.status()).isEqualTo(recorded.status());
        assertThat(text(again)).isEqualTo(recorded.response().bodyText());
        await(() -> front.streams().find("s1").orElseThrow().over());
        assertThat(front.begin("s1", DATA).status()).as("the id is free again").isEqualTo(200);
    }

    @Test
    void passesUpdatesOnAndTellsTheStatus() throws Exception {
        front.begin("s1", DATA);
        next(front.one.asked);

        var updated = front.steer("s1", "update", "{\"prompt\":\"new\"}");

        assertThat(updated.status()).isEqualTo(200);
        assertThat(text(updated)).isEqualTo("{\"echo\":\"update\"}");
        assertThat(next(front.one.asked).body()).isEqualTo("{\"prompt\":\"new\"}");
        front.one.publish("s1-events", "{\"event\":{\"type\":\"status\",\"state\":\"ONLINE\"}}");
        await(() -> status().contains("ONLINE"));
        assertThat(status())
                .contains("\"orchestrator\":\"" + front.one.service() + "\"")
                .contains("\"whep_url\":\"http://gateway/live/video-to-video/s1-out/whep\"");
    }

    private String status() {
        try {
            return text(front.get("/process/stream/s1/status"));
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void givesTheDataAsEvents() throws Exception {
        front.begin("s1", DATA);
        try (var events = front.get("/process/stream/s1/data")) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(events.headers().first("Content-Type")).contains("text/event-stream");

            front.one.publish("s1-data", "{\"n\":1}\n{\"n\":2}\n");
            front.one.publish("s1-data", "{\"n\":3}");

            var lines = new BufferedReader(new InputStreamReader(events.body(), UTF_8));
            for (int n = 1; n <= 3; n++) {
                assertThat(lines.readLine()).isEqualTo("data: {\"n\":" + n + "}");
                assertThat(lines.readLine()).isEmpty();
            }
            front.steer("s1", "stop", "{}");
            assertThat(lines.readLine()).as("the end").isNull();
        }
        front.begin("s2", "{}");
        assertThat(front.get("/process/stream/s2/data").status()).isEqualTo(503);
    }

    @Test
    void showsWhatComesBackOfWhatIsPublished() throws Exception {
        front.begin("s1", VIDEO);
        front.one.echo("s1");
        var stream = front.streams().findOrdered("s1").orElseThrow();
        var seen = new LinkedBlockingQueue<AccessUnit>();
        stream.output().add(new OutputSink() {
            @Override
            public void unit(AccessUnit unit) {
                seen.add(unit);
            }

            @Override
            public void ended() {}
        });
        var seated =
                front.streams().publish(stream.order(), new RealtimeStreams.Newcomer("a test", () -> {}, () -> {}));
        var seat = ((RealtimeStreams.Seated) seated).seat();

        for (int frame = 0; frame < 20; frame++) {
            seat.bring(frame(frame));
        }

        assertThat(next(seen)).isInstanceOf(AccessUnit.Picture.class);
    }

    /** Of 30 a second; the first is a keyframe. */
    private static AccessUnit.Picture frame(int number) {
        var time = new MediaTime(number * 3_000L);
        var front = number == 0 ? KEYFRAME : DELTA;
        var bytes = MediaBytes.owning(HexFormat.of().parseHex(front + "02".repeat(100)));
        return new AccessUnit.Picture(VideoCodec.H264, time, time, number == 0, bytes);
    }

    @Test
    void goesOnToTheNextWhenAnApplicationSaysNothingAndTellsItTheLastParameters() throws Exception {
        front.reopen(false, times(LONG, Duration.ofSeconds(3)));
        front.two.free = 1;
        front.begin("s1", DATA);
        var first = front.one.asked.isEmpty() ? front.two : front.one;
        var second = front.one.asked.isEmpty() ? front.one : front.two;
        next(first.asked);
        front.steer("s1", "update", "{\"prompt\":\"new\"}");
        next(first.asked);

        assertThat(next(second.asked).path()).isEqualTo("/ai/stream/start");
        var repeated = next(second.asked);
        assertThat(repeated.path()).isEqualTo("/ai/stream/update");
        assertThat(repeated.body()).isEqualTo("{\"prompt\":\"new\"}");
        assertThat(next(first.asked).path()).isEqualTo("/ai/stream/stop");
    }

    @Test
    void endsWithTheLastOnTheList() throws Exception {
        front.begin("s1", DATA);

        front.one.closeChannel("s1-events");

        await(() -> front.streams().find("s1").orElseThrow().over());
        assertThat(front.steer("s1", "stop", "{}").status()).isEqualTo(404);
    }

    @Test
    void saysWhyNobodyBegan() throws Exception {
        front.one.startStatus = 500;
        var failed = front.begin("s1", DATA);
        assertThat(failed.status()).isEqualTo(502);
        assertThat(text(failed)).contains("not now");

        front.one.startStatus = 422;
        assertThat(front.begin("s2", DATA).status())
                .as("the application's own words")
                .isEqualTo(422);

        front.one.free = 0;
        assertThat(front.begin("s3", DATA).status()).isEqualTo(503);
    }

    @Test
    void asksOnceMoreWithFreshTermsWhenAPaymentIsNotTakenAndThenSaysSo() throws Exception {
        front.one.startStatus = 400;
        front.one.refusal = "TicketParams expired";

        var failed = front.begin("s1", DATA);

        assertThat(failed.status()).as("nothing that the application said").isEqualTo(502);
        assertThat(text(failed))
                .contains(front.one.service()
                        + " answered 400: TicketParams expired (asked twice, the second time on fresh terms)");
        assertThat(front.one.asked).hasSize(2);
    }

    @Test
    void goesOnToTheNextWhenAPaymentIsNotTaken() throws Exception {
        front.two.free = 1;
        front.one.startStatus = 402;

        assertThat(front.begin("s1", DATA).status()).isEqualTo(200);

        assertThat(next(front.two.asked).path()).isEqualTo("/ai/stream/start");
        assertThat(front.one.asked).as("two is perhaps asked first").size().isIn(0, 2);
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        front.begin("s1", DATA);

        assertThat(front.begin("s1", DATA).status()).as("in use").isEqualTo(400);
        assertThat(front.begin("a b", DATA).status()).isEqualTo(400);
        assertThat(front.begin("x-out", DATA).status()).isEqualTo(400);
        assertThat(front.begin("s2", "{").status()).isEqualTo(400);
        assertThat(front.call("POST", "/process/stream/start", Headers.NONE, "{}")
                        .status())
                .isEqualTo(400);
        assertThat(front.announcing(10_485_761)).isEqualTo(413);
        var recorded = RecordedExchanges.named("G-117");
        var unknown = front.get("/process/stream/nosuch/status");
        assertThat(unknown.status()).isEqualTo(recorded.status());
        assertThat(text(unknown)).isEqualTo(recorded.response().bodyText());
    }

    @Test
    void paysAheadAndAgainWhileItLasts() throws Exception {
        front.one.price = Optional.of(Price.of(100, 1));
        front.reopen(true, times(Duration.ofMillis(100), LONG));

        assertThat(front.begin("s1", DATA).status()).isEqualTo(200);

        var started = next(front.one.asked);
        assertThat(started.payment()).isNotEmpty();
        assertThat(started.job().isSigned(Signatures::signedBy)).isTrue();
        assertThat(started.job().isFreshlySigned(Signatures::signedBy)).isTrue();
        var paid = next(front.one.paid);
        assertThat(paid.job().streamId()).isEqualTo("s1");
        next(front.one.paid);
    }

    @Test
    void refusesAnOrchestratorWhoseChannelsAreElsewhereAndSaysSo() throws Exception {
        front.one.naming = named -> new StreamChannels(
                named.control(), named.events(), named.ingress(), Optional.of("http://10.0.0.1/inside"), named.data());

        var answer = front.begin("s1", VIDEO);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(text(answer))
                .contains(front.one.service() + " names a channel at \"http://10.0.0.1/inside\"")
                .doesNotContain("fault of this program");
        assertThat(next(front.one.asked).path()).isEqualTo("/ai/stream/start");
        assertThat(next(front.one.asked).path()).as("what has begun there ends").isEqualTo("/ai/stream/stop");
    }

    @Test
    void goesOnToTheNextWhenChannelsCannotBeRead() throws Exception {
        front.two.free = 1;
        front.one.naming = named ->
                new StreamChannels("no address", named.events(), named.ingress(), named.egress(), named.data());
        front.two.naming = front.one.naming;

        var answer = front.begin("s1", DATA);

        assertThat(answer.status()).isEqualTo(502);
        assertThat(text(answer))
                .contains(front.one.service() + " names a channel at \"no address\"")
                .contains(front.two.service() + " names a channel at \"no address\"");
    }

    @Test
    void completesChannelsWithoutAHost() throws Exception {
        front.one.naming = named -> {
            UnaryOperator<String> path = url -> URI.create(url).getPath();
            return new StreamChannels(
                    path.apply(named.control()),
                    "https://" + path.apply(named.events()),
                    named.ingress().map(path),
                    named.egress().map(path),
                    named.data().map(path));
        };

        assertThat(front.begin("s1", DATA).status()).isEqualTo(200);

        front.one.publish("s1-events", "{\"event\":{\"type\":\"status\",\"state\":\"ONLINE\"}}");
        await(() -> status().contains("ONLINE"));
    }
}
