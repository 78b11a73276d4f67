package io.headrace.tricklehttp;

import static io.headrace.tricklehttp.Stage.BASE;
import static io.headrace.tricklehttp.Stage.until;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What the existing Python peers do, byte for byte as their HTTP library writes it. They poll and retry by themselves; a
 * test sends the requests that follow from our answers.
 */
@Timeout(60)
class PythonPeersTest {
    private static final String AGENT =
            "Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nUser-Agent: Python/3.11 aiohttp/3.10.9\r\n";

    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.closed().with("cam");
    }

    @AfterEach
    void stop() throws Exception {
        stage.close();
    }

    private RawPeer get(String path) throws Exception {
        return stage.peer()
                .send("GET " + BASE + path + " HTTP/1.1\r\nHost: 127.0.0.1:8935\r\nConnection: close\r\n" + AGENT
                        + "\r\n");
    }

    private RawPeer post(String path, String more) throws Exception {
        return stage.peer()
                .send("POST " + BASE + path + " HTTP/1.1\r\nHost: 127.0.0.1:8935\r\n" + more + AGENT
                        + "Content-Type: video/mp2t\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    @Test
    @DisplayName("52. PyR/PyT: send Connection: close on GET and POST and still interoperate")
    void useAConnectionPerRequest() throws Exception {
        var subscriber = get("cam/-2");
        until(() -> stage.channel("cam").readers() == 1);
        var publisher = post("cam/0", "Connection: close\r\n");
        publisher.chunk("AAAA").chunk("BBBB").end();

        assertThat(publisher.reply().status()).isEqualTo(200);
        assertThat(publisher.isClosed()).isTrue();
        assertThat(subscriber.reply().text()).isEqualTo("AAAABBBB");
        assertThat(subscriber.isClosed()).isTrue();
    }

    @Test
    @DisplayName("53. PyR/PyT: on 470 request Lp-Trickle-Latest next, without delay")
    void jumpToTheHead() throws Exception {
        stage.write("cam", 0, 7);
        var missed = get("cam/1").reply();

        var next = get("cam/" + missed.header("Lp-Trickle-Latest").orElseThrow());

        until(() -> stage.channel("cam").readers() == 1);
        stage.post("cam/8", "eight");
        assertThat(next.reply().text()).isEqualTo("eight");
    }

    @Test
    @DisplayName("54. PyR/PyT/PyG: stop on 404 without retry; on other errors retry up to 5 times 0.5 s apart")
    void getOneClearAnswerWhenTheChannelIsGone() throws Exception {
        var refused = get("gone/0").reply();
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("Lp-Trickle-Closed")).isEmpty();

        // A request that is made anew after its connection broke is answered as the first would have been.
        get("cam/0").close();
        var again = get("cam/0");
        stage.post("cam/0", "x");
        assertThat(again.reply().text()).isEqualTo("x");
    }

    @Test
    @DisplayName("55. PyG: first publish is preceded by GET /next and carries Lp-Trickle-Reset")
    void resetWhenTheyStart() throws Exception {
        stage.begun("cam", 0, "half");
        var reader = stage.subscribe("cam", 0);

        var head = get("cam/next").reply().text();
        var publisher = post("cam/" + head, "Lp-Trickle-Reset: 1\r\n");
        publisher.chunk("fresh").end();

        assertThat(publisher.reply().header("Lp-Trickle-Seq")).contains("1");
        assertThat(reader.reply().text()).isEqualTo("half");
    }

    @Test
    @DisplayName("56. PyG: on 470 with a lower latest index waits 0.25 s and asks for the same index again")
    void waitForWhatIsAhead() throws Exception {
        stage.write("cam", 0, 2);
        var ahead = get("cam/4").reply();
        assertThat(ahead.status()).isEqualTo(470);
        assertThat(ahead.header("Lp-Trickle-Latest")).contains("3");

        stage.write("cam", 3, 4);

        assertThat(get("cam/4").reply().text()).isEqualTo("segment 4");
    }

    @Test
    @DisplayName("57. PyT: leaves the channel open on close; a server must survive its half-sent bodies")
    void leaveHalfSentBodies() throws Exception {
        var publisher = post("cam/0", "Connection: close\r\n").chunk("half");
        until(() -> stage.channel("cam").head() == 1);
        var reader = stage.subscribe("cam", 0);

        publisher.send("ffff\r\nnot that many");
        publisher.close();

        assertThat(reader.reply().text()).startsWith("half");
        assertThat(get("cam/next").reply().status()).isEqualTo(200);
        assertThat(stage.post("cam/1", "another").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("58. PyR: deletes the channel on close, so the peer sees end of stream within one round trip")
    void deleteTheirChannel() throws Exception {
        var reader = stage.subscribe("cam", 0);

        var deleted = stage.peer()
                .send("DELETE " + BASE + "cam HTTP/1.1\r\nHost: 127.0.0.1:8935\r\n" + AGENT + "\r\n")
                .reply();

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(reader.reply().header("Lp-Trickle-Closed")).contains("terminated");
    }
}
