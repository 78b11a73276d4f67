package io.headrace.webrtc.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A handshake's datagrams, on the test's own clock. */
class DtlsInboxTest {
    private static final int AN_HOUR_MS = 3_600_000;

    private final AtomicLong nanos = new AtomicLong();
    private final List<byte[]> sent = new ArrayList<>();
    private final DtlsInbox inbox = new DtlsInbox(sent::add, nanos::get);
    private final byte[] into = new byte[10];

    @Test
    void handsOverWhatCameInItsOrder() throws IOException {
        inbox.offer(new byte[] {1, 2});
        inbox.offer(new byte[] {3});

        assertThat(inbox.receive(into, 1, 9, AN_HOUR_MS)).isEqualTo(2);
        assertThat(into).startsWith(0, 1, 2, 0);
        assertThat(inbox.receive(into, 0, 10, AN_HOUR_MS)).isEqualTo(1);
        assertThat(into).startsWith(3, 1, 2);
    }

    /** So that the handshake sends its flight again. */
    @Test
    void saysThatNothingCameInTime() throws IOException {
        var hurried = new DtlsInbox(sent::add, () -> nanos.addAndGet(TimeUnit.MINUTES.toNanos(30)));

        assertThat(hurried.receive(into, 0, 10, AN_HOUR_MS)).isEqualTo(-1);
    }

    @Test
    void takesWhatComesWhileItWaits() throws IOException {
        Thread.ofVirtual().start(() -> inbox.offer(new byte[] {7}));

        assertThat(inbox.receive(into, 0, 10, AN_HOUR_MS)).isEqualTo(1);
    }

    @Test
    void letsNobodyWaitOnceItIsClosed() {
        Thread.ofVirtual().start(inbox::close);

        assertThatThrownBy(() -> inbox.receive(into, 0, 10, AN_HOUR_MS)).isInstanceOf(InterruptedIOException.class);
        assertThat(inbox.offer(new byte[] {1})).isFalse();
    }

    @Test
    void dropsWhatIsTooMuch() {
        int taken = 0;
        while (inbox.offer(new byte[] {1})) {
            taken++;
        }

        assertThat(taken).isEqualTo(32);
    }

    @Test
    void sendsACopyOfWhatTheHandshakeSays() {
        byte[] said = {0, 1, 2, 3};

        inbox.send(said, 1, 2);
        said[1] = 9;

        assertThat(sent).singleElement().isEqualTo(new byte[] {1, 2});
    }
}
