package io.headrace.tricklehttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance statements about those who subscribe. */
@Timeout(60)
class SubscribeConformanceTest {
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
    @DisplayName("9. S: subscribe with a non-numeric index answers 400; unknown channel wins and answers 404")
    void refusesWhatIsNoNumber() throws Exception {
        var reply = stage.get("cam/zero");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).isEqualTo("Invalid idx\n");
        assertThat(stage.get("nope/zero").status()).isEqualTo(404);
        assertThat(stage.get("nope/zero").text()).isEqualTo("Stream not found\n");
    }

    @Test
    @DisplayName(
            "14. S: subscribing to an empty closed segment answers 200, zero bytes, Seq and Latest, no closed header")
    void servesEmptySegments() throws Exception {
        stage.preconnect("cam/0").end().reply();

        var reply = stage.get("cam/0");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Lp-Trickle-Seq")).contains("0");
        assertThat(reply.header("Lp-Trickle-Latest")).contains("1");
        assertThat(reply.header("Lp-Trickle-Closed")).isEmpty();
        assertThat(reply.header("Content-Length")).contains("0");
    }

    @Test
    @DisplayName("15. S: a subscriber arriving mid-segment receives the earlier bytes and then the live bytes")
    void catchesUp() throws Exception {
        var publisher = stage.begun("cam", 0, "AAAA");
        var subscriber = stage.subscribe("cam", 0);
        var head = subscriber.head();
        assertThat(head.header("Transfer-Encoding")).contains("chunked");
        assertThat(subscriber.text(4)).isEqualTo("AAAA");

        publisher.chunk("BBBB").end();

        assertThat(subscriber.rest(head).text()).isEqualTo("BBBB");
    }

    @Test
    @DisplayName("16. S: two subscribers of one segment both receive all bytes")
    void servesSeveral() throws Exception {
        var one = stage.subscribe("cam", 0);
        var other = stage.subscribe("cam", 0);

        stage.post("cam/0", "for both");

        assertThat(one.reply().text()).isEqualTo("for both");
        assertThat(other.reply().text()).isEqualTo("for both");
    }

    @Test
    @DisplayName("17. S: response headers of a subscribe are not sent before the first byte or the close")
    void withholdsItsHeaders() throws Exception {
        var subscriber = stage.subscribe("cam", 0);
        var preconnected = stage.subscribe("cam", 1);
        var publisher = stage.preconnected("cam", 0);
        assertThat(subscriber.isSilent()).isTrue();

        publisher.chunk("x");

        assertThat(subscriber.head().status()).isEqualTo(200);
        assertThat(preconnected.isSilent()).isTrue();
        stage.ask("DELETE", "cam/1");
        assertThat(preconnected.head().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("18. S: Lp-Trickle-Latest is present on 200 when the served index differs from the head at arrival")
    void tellsTheHeadToWhomItIsNews() throws Exception {
        var atHead = stage.subscribe("cam", 0);
        stage.post("cam/0", "x");

        assertThat(atHead.reply().header("Lp-Trickle-Latest")).isEmpty();
        assertThat(stage.get("cam/0").header("Lp-Trickle-Latest")).contains("1");
    }

    @Test
    @DisplayName(
            "19. S: GET /-1 waits for the head; GET /-2 serves the last started one; on an empty channel -2 waits for"
                    + " 0")
    void resolvesRelativeIndices() throws Exception {
        var first = stage.subscribe("cam", -2);
        stage.write("cam", 0, 1);
        assertThat(first.reply().header("Lp-Trickle-Seq")).contains("0");

        assertThat(stage.get("cam/-2").text()).isEqualTo("segment 1");
        var next = stage.subscribe("cam", -1);
        assertThat(next.isSilent()).isTrue();
        stage.post("cam/2", "two");
        assertThat(next.reply().header("Lp-Trickle-Seq")).contains("2");
    }

    @Test
    @DisplayName("20. S: GET at the head waits; GET at head+1 is 470 once something was written")
    void waitsAtTheLiveEdge() throws Exception {
        stage.write("cam", 0, 7);

        assertThat(stage.get("cam/9").status()).isEqualTo(470);
        var waiting = stage.subscribe("cam", 8);
        stage.post("cam/8", "eight");
        assertThat(waiting.reply().text()).isEqualTo("eight");
    }

    @Test
    @DisplayName("21. S: on an empty channel GET 1 waits and GET 2 is 470")
    void hasGraceBeforeTheFirstByte() throws Exception {
        assertThat(stage.get("cam/2").status()).isEqualTo(470);

        var waiting = stage.subscribe("cam", 1);
        stage.write("cam", 0, 1);
        assertThat(waiting.reply().text()).isEqualTo("segment 1");
    }

    @Test
    @DisplayName("22. S: 470 carries requested index, head and the text Entry not found")
    void saysWhereTheHeadIs() throws Exception {
        stage.write("cam", 0, 7);

        var reply = stage.get("cam/2");

        assertThat(reply.status()).isEqualTo(470);
        assertThat(reply.header("Lp-Trickle-Seq")).contains("2");
        assertThat(reply.header("Lp-Trickle-Latest")).contains("8");
        assertThat(reply.text()).isEqualTo("Entry not found\n");
    }

    @Test
    @DisplayName("23. S: after writing 0..7, exactly 3..7 are readable")
    void keepsFiveSegments() throws Exception {
        stage.write("cam", 0, 7);

        for (int seq = 0; seq < 8; seq++) {
            assertThat(stage.get("cam/" + seq).status()).isEqualTo(seq < 3 ? 470 : 200);
        }
    }

    @Test
    @DisplayName(
            "24. S: a reader attached to a segment that is evicted still receives everything that was written to it")
    void servesWhatWasEvicted() throws Exception {
        stage.begun("cam", 0, "all of it");
        var subscriber = stage.subscribe("cam", 0);

        stage.write("cam", 1, 7);

        assertThat(subscriber.reply().text()).isEqualTo("all of it");
    }

    @Test
    @DisplayName("28. S: DELETE /seq ends readers of that segment with the bytes so far and answers 200")
    void endsASegment() throws Exception {
        stage.begun("cam", 0, "so far");
        var subscriber = stage.subscribe("cam", 0);

        assertThat(stage.ask("DELETE", "cam/0").status()).isEqualTo(200);

        assertThat(subscriber.reply().text()).isEqualTo("so far");
    }

    @Test
    @DisplayName("29. S: DELETE /seq for an index outside the ring answers 400 Nonexistent segment")
    void endsNoSegmentThatIsNotThere() throws Exception {
        stage.write("cam", 0, 7);

        for (var path : new String[] {"cam/2", "cam/8"}) {
            var reply = stage.ask("DELETE", path);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).isEqualTo("Nonexistent segment\n");
        }
        assertThat(stage.ask("DELETE", "nope/0").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("32. S: a GET waiting at deletion answers 200, empty, Lp-Trickle-Closed: terminated")
    void tellsWhoWaitsOfTheEnd() throws Exception {
        stage.write("cam", 0, 8);
        var subscriber = stage.subscribe("cam", 9);

        stage.ask("DELETE", "cam");

        var reply = subscriber.reply();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Lp-Trickle-Closed")).contains("terminated");
        assertThat(reply.header("Lp-Trickle-Seq")).contains("9");
        assertThat(reply.header("Lp-Trickle-Latest")).contains("9");
        assertThat(reply.header("Content-Type")).isEmpty();
    }

    @Test
    @DisplayName("34. S: a GET in mid-body at deletion ends cleanly without the closed header")
    void endsCleanlyInTheMiddle() throws Exception {
        stage.begun("cam", 0, "half");
        var subscriber = stage.subscribe("cam", 0);
        var head = subscriber.head();
        assertThat(head.header("Lp-Trickle-Closed")).isEmpty();

        stage.ask("DELETE", "cam");

        assertThat(subscriber.rest(head).text()).isEqualTo("half");
    }

    @Test
    @DisplayName("41. S: a 32 MiB segment is transported unmodified")
    void carriesLargeSegments() throws Exception {
        byte[] large = new byte[32 * 1024 * 1024];
        new SplittableRandom(41).nextBytes(large);
        var publisher = stage.peer()
                .send("POST " + Stage.BASE + "cam/0 HTTP/1.1\r\nHost: x\r\nContent-Length: " + large.length
                        + "\r\n\r\n");
        publisher.send(new String(large, StandardCharsets.ISO_8859_1));
        assertThat(publisher.reply().status()).isEqualTo(200);

        assertThat(stage.get("cam/0").body()).isEqualTo(large);
    }

    @Test
    void endsForReadersWhenItsPublisherDies() throws Exception {
        var publisher = stage.begun("cam", 0, "half");
        var subscriber = stage.subscribe("cam", 0);

        publisher.close();

        assertThat(subscriber.reply().text()).isEqualTo("half");
    }

    @Test
    void endsForReadersWhenItsPublisherFallsSilent() throws Exception {
        var publisher = stage.begun("cam", 0, "half");
        var subscriber = stage.subscribe("cam", 0);

        stage.pass(Duration.ofMinutes(1));

        assertThat(subscriber.reply().text()).isEqualTo("half");
        assertThat(publisher.reply().status()).isEqualTo(408);
    }

    @Test
    void answersHeadAsItAnswersGet() throws Exception {
        stage.post("cam/0", "hello");

        var head = stage.peer().ask("HEAD", Stage.BASE + "cam/0").head();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Lp-Trickle-Seq")).contains("0");
        assertThat(stage.ask("PUT", "cam/0").header("Allow")).contains("DELETE, GET, HEAD, POST");
        assertThat(stage.ask("PUT", "cam/0").status()).isEqualTo(405);
    }
}
