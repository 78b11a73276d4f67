package io.headrace.webrtc.rtp;

import java.util.Optional;

/** The latest packets of one stream as they were sent, for those who missed one. For one thread. */
public final class SentPackets {

    /** About two seconds of 5 Mbit/s. */
    private static final int KEPT = 1_024;

    private final byte[][] packets = new byte[KEPT][];
    private final int[] numbers = new int[KEPT];

    /** @param sealed not to be changed afterwards */
    public void add(int sequence, byte[] sealed) {
        packets[sequence % KEPT] = sealed;
        numbers[sequence % KEPT] = sequence;
    }

    /** Empty for one that is too old, or was never sent. Not to be changed. */
    public Optional<byte[]> find(int sequence) {
        byte[] packet = packets[sequence % KEPT];
        return packet != null && numbers[sequence % KEPT] == sequence ? Optional.of(packet) : Optional.empty();
    }
}
