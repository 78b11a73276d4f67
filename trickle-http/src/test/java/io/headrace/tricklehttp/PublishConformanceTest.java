package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.Stage.BASE;
import static io.headrace.tricklehttp.Stage.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance statements about those who publish. */
@Timeout(60)
class PublishConformanceTest {
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.closed().with("cam");
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    @Test
    @DisplayName("6. S: publish to an unknown channel answers 404 with Connection: close")
    void refusesUnknownChannels() throws Exception {
        var peer = stage.preconnect("nope/0");
        var reply = peer.reply();

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text()).isEqualTo("Stream not found\n");
        assertThat(reply.header("Connection")).contains("close");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    @DisplayName("8. S: publish with a non-numeric index answers 400")
    void refusesWhatIsNoNumber() throws Exception {
        var reply = stage.preconnect("cam/zero").reply();

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isEqualTo("Invalid idx\n");
        assertThat(stage.preconnect("nope/zero").reply().status()).isEqualTo(404);
    }

    @Test
    @DisplayName("10. S: a new channel's head is 0; after publishing index 0 it is 1")
    void countsTheHead() throws Exception {
        assertThat(stage.get("cam/next").text()).isEqualTo("0");

        stage.post("cam/0", "x");

        var next = stage.get("cam/next");
        assertThat(next.text()).isEqualTo("1");
        assertThat(next.header("Lp-Trickle-Latest")).contains("1");
        assertThat(next.header("Content-Type")).contains("text/plain; charset=utf-8");
    }

    @Test
    @DisplayName("11. S: the head moves at the first byte, not at the end, of a publish")
    void movesTheHeadWithTheFirstByte() throws Exception {
        var peer = stage.preconnected("cam", 0);
        assertThat(stage.get("cam/next").text()).isEqualTo("0");

        peer.chunk("x");

        until(() -> stage.channel("cam").head() == 1);
        assertThat(stage.get("cam/next").text()).isEqualTo("1");
        assertThat(peer.isSilent()).isTrue();
    }

    @Test
    @DisplayName("12. S: POST /-1 writes at the head and reports the resolved index in Lp-Trickle-Seq")
    void resolvesTheNextIndex() throws Exception {
        stage.write("cam", 0, 2);

        var reply = stage.post("cam/-1", "three");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Lp-Trickle-Seq")).contains("3");
        assertThat(reply.header("Content-Length")).contains("0");
        assertThat(stage.get("cam/3").text()).isEqualTo("three");
    }

    @Test
    @DisplayName("13. S: an empty publish answers 200 with Lp-Trickle-Seq and Connection: close and advances the head")
    void takesEmptySegments() throws Exception {
        var reply = stage.preconnect("cam/0").end().reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Lp-Trickle-Seq")).contains("0");
        assertThat(reply.header("Connection")).contains("close");
        assertThat(stage.channel("cam").head()).isEqualTo(1);
    }

    @Test
    @DisplayName("25. S: a publisher preconnected to a segment that gets evicted receives 200 with Connection: close")
    void releasesAnEvictedPreconnect() throws Exception {
        stage.write("cam", 0, 1);
        var idle = stage.preconnected("cam", 2);

        stage.write("cam", 3, 7);

        var reply = idle.reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Connection")).contains("close");
        assertThat(reply.header("Lp-Trickle-Closed")).isEmpty();
        assertThat(stage.channel("cam").head()).isEqualTo(8);
    }

    @Test
    @DisplayName("26. S: with no body byte sent, the publisher receives 100 Continue after 10 s and again every 10 s")
    void keepsASilentPublisherAlive() throws Exception {
        var peer = stage.preconnected("cam", 0);
        stage.pass(Duration.ofSeconds(9));
        assertThat(peer.isSilent()).isTrue();

        stage.pass(Duration.ofSeconds(1));
        assertThat(peer.head().status()).isEqualTo(100);
        stage.pass(Duration.ofSeconds(10));
        assertThat(peer.head().status()).isEqualTo(100);
    }

    @Test
    @DisplayName("27. S: the final status after several 100 responses is a normal 200")
    void endsNormallyAfterKeepAlives() throws Exception {
        var peer = stage.preconnected("cam", 0);
        for (int i = 0; i < 3; i++) {
            stage.pass(Duration.ofSeconds(10));
            assertThat(peer.head().status()).isEqualTo(100);
        }

        var reply = peer.chunk("{\"keep\":\"alive\"}").end().reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Lp-Trickle-Seq")).contains("0");
        assertThat(stage.get("cam/0").text()).isEqualTo("{\"keep\":\"alive\"}");
    }

    @Test
    @DisplayName("33. S: a POST waiting at deletion answers 200, Lp-Trickle-Closed: terminated, Connection: close")
    void releasesWhoWaitsAtDeletion() throws Exception {
        var peer = stage.preconnected("cam", 0);

        stage.ask("DELETE", "cam");

        var reply = peer.reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Lp-Trickle-Closed")).contains("terminated");
        assertThat(reply.header("Lp-Trickle-Seq")).contains("0");
        assertThat(reply.header("Connection")).contains("close");
        assertThat(peer.isClosed()).isTrue();
    }

    @Test
    @DisplayName("35. S: a POST in mid-body at deletion may finish and gets 200")
    void letsAPublisherFinish() throws Exception {
        var peer = stage.begun("cam", 0, "half");

        stage.ask("DELETE", "cam");

        assertThat(peer.chunk("and half").end().reply().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("36. S: Lp-Trickle-Reset releases readers of lower indices and leaves their bytes readable")
    void resetsWhatIsEarlier() throws Exception {
        stage.begun("cam", 0, "half");
        var reader = stage.subscribe("cam", 0);
        assertThat(reader.head().status()).isEqualTo(200);

        stage.post("cam/1", "fresh", "Lp-Trickle-Reset: 1");

        assertThat(reader.text(4)).isEqualTo("half");
        assertThat(reader.chunk()).isEmpty();
        assertThat(stage.get("cam/0").text()).isEqualTo("half");
    }

    @Test
    @DisplayName("37. S: Lp-Trickle-Reset leaves higher, preconnected indices alone")
    void resetsNothingLater() throws Exception {
        var later = stage.preconnected("cam", 2);

        stage.post("cam/1", "fresh", "Lp-Trickle-Reset: 1");

        assertThat(later.isSilent()).isTrue();
        assertThat(later.chunk("two").end().reply().status()).isEqualTo(200);
        assertThat(stage.get("cam/2").text()).isEqualTo("two");
    }

    @Test
    @DisplayName("42. S: a one-byte body sent in the same packet as the terminating chunk is not lost")
    void losesNoSingleByte() throws Exception {
        for (int seq = 0; seq < 20; seq++) {
            var reply = stage.peer()
                    .send("POST " + BASE + "cam/" + seq
                            + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n!\r\n0\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(stage.get("cam/" + seq).text()).isEqualTo("!");
        }
    }

    @ParameterizedTest
    @DisplayName("43. S: unsupported negative indices leave the server usable")
    @ValueSource(strings = {"-2", "-3", "-99999999999999999999", "-9223372036854775808"})
    void survivesNegativeIndices(String index) throws Exception {
        stage.write("cam", 0, 1);

        assertThat(stage.preconnect("cam/" + index).reply().text()).isEqualTo("Invalid idx\n");
        assertThat(stage.ask("DELETE", "cam/" + index).text()).isEqualTo("Invalid idx\n");
        assertThat(stage.ask("DELETE", "cam/-1").status()).isEqualTo(400);
        if (!index.equals("-2")) {
            assertThat(stage.get("cam/" + index).text()).isEqualTo("Invalid idx\n");
        }

        assertThat(stage.post("cam/2", "still here").status()).isEqualTo(200);
        assertThat(stage.get("cam/2").text()).isEqualTo("still here");
    }
}
