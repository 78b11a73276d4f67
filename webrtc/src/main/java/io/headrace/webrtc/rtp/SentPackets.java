package io.headrace.webrtc.rtp;

import java.time.Duration;
import java.util.Optional;

/** The latest packets of one stream as they were sent, for those who missed one. For one thread. */
public final class SentPackets {

    /** About two seconds of 5 Mbit/s. */
    private static final int KEPT = 1_024;

    /** Who asks again sooner has not yet had the time to see the answer. */
    private static final long APART_NANOS = Duration.ofMillis(10).toNanos();

    private final Sent[] packets = new Sent[KEPT];
    private final long[] sentNanos = new long[KEPT];

    /** A packet that went out. */
    public static final class Sent {
        private final RtpPacket packet;
        private final byte[] sealed;

        /** @param sealed the callee's from now on */
        public Sent(RtpPacket packet, byte[] sealed) {
            this.packet = packet;
            this.sealed = sealed;
        }

        /** As it was made. */
        public RtpPacket packet() {
            return packet;
        }

        /** As it went out; not to be changed. */
        public byte[] sealed() {
            return sealed;
        }

        /** Bytes on the way. */
        public int length() {
            return sealed.length;
        }
    }

    public void add(Sent sent, long nowNanos) {
        int place = sent.packet().sequence() % KEPT;
        packets[place] = sent;
        sentNanos[place] = nowNanos;
    }

    /** Counts as sent again. Empty for one that is too old, was never sent, or was sent again just now. */
    public Optional<Sent> again(int sequence, long nowNanos) {
        int place = sequence % KEPT;
        var sent = packets[place];
        if (sent == null || sent.packet().sequence() != sequence || nowNanos - sentNanos[place] < APART_NANOS) {
            return Optional.empty();
        }
        sentNanos[place] = nowNanos;
        return Optional.of(sent);
    }
}
