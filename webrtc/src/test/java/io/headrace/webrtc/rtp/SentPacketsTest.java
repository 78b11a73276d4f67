package io.headrace.webrtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SentPacketsTest {

    private static final long MS = 1_000_000;

    private final SentPackets packets = new SentPackets();

    private SentPackets.Sent send(int sequence, long nowNanos) {
        var packet = new RtpPacket(102, true, sequence, 0, 1, ByteBuffer.allocate(1), OptionalInt.empty());
        var sent = new SentPackets.Sent(packet, new byte[] {1});
        packets.add(sent, nowNanos);
        return sent;
    }

    @Test
    void findsWhatWasSentAndNothingElse() {
        var sent = send(65_535, 0);

        assertThat(packets.again(65_535, 10 * MS)).contains(sent);
        assertThat(packets.again(65_535 - 1_024, 10 * MS)).isEmpty();
        assertThat(packets.again(3, 10 * MS)).isEmpty();
    }

    @Test
    void forgetsTheOldest() {
        for (int i = 0; i <= 1_024; i++) {
            send(i, 0);
        }

        assertThat(packets.again(0, 10 * MS)).isEmpty();
        assertThat(packets.again(1, 10 * MS)).isPresent();
    }

    @Test
    void sendsNothingAgainThatLeftJustNow() {
        send(7, 0);

        assertThat(packets.again(7, 10 * MS - 1)).isEmpty();
        assertThat(packets.again(7, 10 * MS)).isPresent();
        assertThat(packets.again(7, 15 * MS)).isEmpty();
        assertThat(packets.again(7, 20 * MS)).isPresent();
    }
}
