package io.headrace.gateway.byoc.stream;

import static io.headrace.gateway.byoc.ContainerFront.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.stream.StreamPlace;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobRefusal;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A media server tells a gateway that it has the input of a container's stream. */
class StreamHookTest {

    private static final String FORM = "source_id=1&source_type=rtmpConn";

    private StreamFront front;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        front = new StreamFront(folder);
    }

    @AfterEach
    void stop() {
        front.close();
    }

    private int told(String id, String form) throws Exception {
        var type = Headers.contentType("application/x-www-form-urlencoded");
        return front.call("POST", "/process/stream/" + id + "/rtmp", type, form).status();
    }

    private URI fetched() {
        return ((StreamPlace.Rtmp) front.carriers.started.getLast().task.in()).address();
    }

    @Test
    void fetchesTheStreamFromWhoeverTells() throws Exception {
        front.begin("s1", StreamFront.VIDEO);

        assertThat(told("s1", FORM)).isEqualTo(200);

        assertThat(fetched()).isEqualTo(URI.create("rtmp://127.0.0.1/s1"));
        assertThat(front.streams().findOrdered("s1").orElseThrow().publisher()).isPresent();
    }

    @Test
    void fetchesTheStreamFromWhereItIsSaidToBeAndOnce() throws Exception {
        front.begin("s1", StreamFront.VIDEO);

        assertThat(told("s1", FORM + "&rtmp_url=rtmp%3A%2F%2F127.0.0.2%3A1936%2Flive%2Fa"))
                .isEqualTo(200);

        assertThat(fetched()).isEqualTo(URI.create("rtmp://127.0.0.2:1936/live/a"));
        assertThat(told("s1", FORM)).as("it has a publisher").isEqualTo(409);
        assertThat(front.carriers.started).hasSize(1);
    }

    @Test
    void fetchesNothingThatMakesNoSenseOrIsElsewhere() throws Exception {
        front.begin("s1", StreamFront.VIDEO);

        assertThat(told("s1", "source_type=rtmpconn")).isEqualTo(400);
        assertThat(told("s1", FORM + "&rtmp_url=rtmp%3A%2F%2F10.0.0.1%2Flive%2Fa"))
                .isEqualTo(403);
        assertThat(told("nosuch", FORM)).isEqualTo(404);
        assertThat(front.carriers.started).isEmpty();
    }

    @Test
    void fetchesNothingForAStreamWithoutVideo() throws Exception {
        front.begin("s1", StreamFront.DATA);

        assertThat(told("s1", FORM)).isEqualTo(400);
        assertThat(front.carriers.started).isEmpty();
    }

    @Test
    void forgetsAStreamThatWasStopped() throws Exception {
        front.begin("s1", StreamFront.VIDEO);
        front.steer("s1", "stop", "{}");

        var answer = front.call("POST", "/process/stream/s1/rtmp", Headers.NONE, FORM);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(text(answer)).isEqualTo(JobRefusal.NO_STREAM.body());
    }
}
