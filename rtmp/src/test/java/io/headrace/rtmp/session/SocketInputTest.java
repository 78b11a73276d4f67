package io.headrace.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.rtmp.publish.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketInputTest {
    private static final int BURST_BYTES = 40_000;

    private final Verdict verdict = new Verdict();
    private final AtomicLong nanos = new AtomicLong();
    private Socket client;
    private Socket accepted;
    private SocketInput in;

    @BeforeEach
    void connect() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            accepted = listener.accept();
        }
        in = new SocketInput(accepted, verdict, nanos::get);
        in.expect("test", Duration.ofSeconds(20));
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        accepted.close();
    }

    /** Or a late acknowledgement would cost the unread rest of a burst. */
    @Test
    void saysThatNothingIsLeftOnlyWhenTheBurstIsRead() throws IOException {
        List<Long> calls = new ArrayList<>();
        in.whenNothingIsLeft(calls::add);
        client.getOutputStream().write(new byte[BURST_BYTES]);
        client.shutdownOutput();
        while (accepted.getInputStream().available() < BURST_BYTES) {
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(in.readNBytes(BURST_BYTES)).hasSize(BURST_BYTES);
        assertThat(calls).isEmpty();

        assertThat(in.read()).isEqualTo(-1);
        assertThat(calls).containsExactly((long) BURST_BYTES);
    }

    /** What it sent meanwhile puts nothing off. */
    @Test
    void endsWhenTheTimeIsOver() throws IOException {
        in.expect("answer", Duration.ofSeconds(5));
        client.getOutputStream().write(1);
        pass(Duration.ofSeconds(4));
        assertThat(in.read()).isEqualTo(1);

        client.getOutputStream().write(2);
        pass(Duration.ofSeconds(1));

        assertThatThrownBy(in::read)
                .isInstanceOfSatisfying(
                        SessionEnded.class, ended -> assertThat(ended.how()).isEqualTo(End.LOST))
                .hasMessage("No answer within 5000 ms");
    }

    @Test
    void noticesFromItsWaitingThatTheTimeIsOver() {
        in.expect("answer", Duration.ofHours(1));
        Thread.ofVirtual().start(() -> pass(Duration.ofHours(1)));

        assertThatThrownBy(in::read).hasMessage("No answer within 3600000 ms");
    }

    @Test
    void givesTimeAnewForWhatIsExpectedNext() throws IOException {
        in.expect("handshake", Duration.ofSeconds(5));
        pass(Duration.ofSeconds(4));
        in.expect("wish", Duration.ofSeconds(5));
        pass(Duration.ofSeconds(4));
        client.getOutputStream().write(1);

        assertThat(in.read()).isEqualTo(1);
    }

    @Test
    void readsLastWordsForTheirTimeOnly() throws IOException {
        var hurried = new SocketInput(
                accepted, verdict, () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()));
        client.getOutputStream().write(new byte[BURST_BYTES]);

        hurried.drain(Duration.ofSeconds(8));

        assertThat(client.isClosed()).as("the client did not end it").isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void looksUpFromItsWaitingWhenAnotherThreadEndsTheSession() throws Exception {
        Thread.ofVirtual().start(() -> verdict.pass(End.CLOSED, Status.SHUTDOWN, "first"));

        assertThatThrownBy(in::read).hasMessage("first");
        verdict.pass(End.REFUSED, Status.DENIED, "second");
        assertThatThrownBy(verdict::check).as("the first word counts").hasMessage("first");
    }
}
