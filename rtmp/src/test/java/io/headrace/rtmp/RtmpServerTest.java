package io.headrace.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.AccessUnit;
import io.headrace.rtmp.fixture.RememberingDesk;
import io.headrace.rtmp.fixture.RtmpClient;
import io.headrace.rtmp.fixture.RtmpPublisher;
import io.headrace.rtmp.fixture.Units;
import io.headrace.rtmp.publish.End;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a publisher that behaves finds. */
class RtmpServerTest {
    private final RememberingDesk desk = new RememberingDesk();
    private RtmpServer server;

    @BeforeEach
    void start() throws IOException {
        server = RtmpServer.start(new RtmpConfig("127.0.0.1", 0, RtmpLimits.DEFAULT), desk, System::nanoTime);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private URI url(String path) {
        return URI.create("rtmp://127.0.0.1:" + server.port() + path);
    }

    private static void assertSame(List<AccessUnit> came, List<AccessUnit> sent) {
        assertThat(came.stream().map(RtmpServerTest::comparable))
                .containsExactlyElementsOf(
                        sent.stream().map(RtmpServerTest::comparable).toList());
    }

    /** All that makes a unit, with bytes that are equal by content. */
    private static List<Object> comparable(AccessUnit unit) {
        var bytes = unit.bytes().asByteBuffer();
        return switch (unit) {
            case AccessUnit.Picture(var codec, var presentation, var decoding, var keyframe, var _) ->
                List.of(codec, presentation, decoding, keyframe, bytes);
            case AccessUnit.Sound(var codec, var presentation, var _) -> List.of(codec, presentation, bytes);
        };
    }

    @Test
    void handsOnEveryUnitAsItWasSent() throws Exception {
        List<AccessUnit> sent = List.of(
                Units.keyframe(0, 60_000),
                Units.sound(5, 300),
                Units.between(33, 66, 9_000),
                Units.between(66, -33, 10),
                Units.sound(26, 300),
                Units.keyframe(17_000_000, 5_000),
                Units.between(17_000_033, 0, 5_000));

        try (var publisher = RtmpPublisher.publish(url("/live/one"))) {
            for (var unit : sent) {
                publisher.send(unit);
            }
            publisher.end();
        }

        assertThat(desk.stream("one").awaitEnd()).isEqualTo(End.FINISHED);
        assertSame(desk.stream("one").units(), sent);
    }

    @Test
    void takesHevcByEnhancedRtmp() throws Exception {
        List<AccessUnit> sent =
                List.of(Units.hevcKeyframe(0, 5_000), Units.hevcBetween(40, 80, 100), Units.hevcBetween(80, 0, 100));

        try (var publisher = RtmpPublisher.publish(url("/live/hevc"))) {
            for (var unit : sent) {
                publisher.send(unit);
            }
            publisher.end();
        }

        assertThat(desk.stream("hevc").awaitEnd()).isEqualTo(End.FINISHED);
        assertSame(desk.stream("hevc").units(), sent);
    }

    @Test
    void losesNothingOfABurstBeforeTheEnd() throws Exception {
        List<AccessUnit> sent = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            sent.add(i % 50 == 0 ? Units.keyframe(i * 20L, 60_000) : Units.between(i * 20L, 0, 20_000));
        }

        try (var publisher = RtmpPublisher.publish(url("/live/burst"))) {
            for (var unit : sent) {
                publisher.send(unit);
            }
            publisher.end();
        }

        assertThat(desk.stream("burst").awaitEnd()).isEqualTo(End.FINISHED);
        assertSame(desk.stream("burst").units(), sent);
    }

    @Test
    void tellsTheDeskWhatTheClientAskedFor() throws Exception {
        try (var publisher = RtmpPublisher.publish(url("/manifest/key?token=a%2Fb"))) {
            var request = desk.stream("key").awaitRequest();

            assertThat(request.app()).isEqualTo("manifest");
            assertThat(request.name()).isEqualTo("key");
            assertThat(request.query()).isEqualTo("token=a%2Fb");
            assertThat(request.tcUrl()).isEqualTo("rtmp://test/manifest");
            assertThat(request.client().getAddress().isLoopbackAddress()).isTrue();
            publisher.end();
        }
    }

    @Test
    void tellsADeniedClientWhyAndCloses() throws Exception {
        assertThatThrownBy(() -> RtmpPublisher.publish(url("/live/denied")))
                .isInstanceOfSatisfying(
                        RtmpPublisher.Refused.class,
                        refused -> assertThat(refused.said())
                                .isEqualTo(new RtmpClient.Said(
                                        "error",
                                        "NetStream.Publish.Denied",
                                        "The key of denied is not known; ask its owner")));

        try (var client = RtmpClient.open(server.port()).connected("live").publish("denied")) {
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void knowsAStreamIsLostWhenTheConnectionBreaks() throws Exception {
        try (var publisher = RtmpPublisher.publish(url("/live/broken"))) {
            publisher.send(Units.keyframe(0, 100));
            publisher.abort();
        }

        assertThat(desk.stream("broken").awaitEnd()).isEqualTo(End.LOST);
        assertThat(desk.stream("broken").units()).hasSize(1);
    }

    @Test
    void endsEverythingWhenItIsClosed() throws Exception {
        try (var publisher = RtmpPublisher.publish(url("/live/open"));
                var silent = RtmpClient.open(server.port())) {
            publisher.send(Units.keyframe(0, 100));

            server.close();

            assertThat(desk.stream("open").ends()).containsExactly(End.CLOSED);
            assertThat(publisher.awaitRefusal(Duration.ofSeconds(20)).code())
                    .isEqualTo("NetConnection.Connect.AppShutdown");
            assertThat(silent.isClosed()).isTrue();
            assertThat(server.connections()).isZero();
        }
    }
}
