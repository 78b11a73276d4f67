package io.headrace.media.ts;

import io.headrace.media.MediaBytes;
import java.util.Arrays;

/** Where a muxer puts its packets: a growing array of whole ones. For one thread. */
public final class TsBuffer {

    private byte[] bytes;
    private int length;

    /**
     * @param bytes expected, so that the array need not grow
     */
    public TsBuffer(int bytes) {
        this.bytes = new byte[Math.max(bytes, TsFormat.PACKET)];
    }

    /** So many bytes hold such a unit's packets, with what the muxer adds. */
    public static int bytesFor(int unitBytes) {
        int payload = TsFormat.PACKET - TsFormat.PACKET_HEADER;
        return (unitBytes / payload + 3) * TsFormat.PACKET;
    }

    public int length() {
        return length;
    }

    /** What was put in since the last call; the buffer is empty then. */
    public MediaBytes take() {
        var taken = MediaBytes.owning(Arrays.copyOf(bytes, length));
        length = 0;
        return taken;
    }

    /** Makes room for one packet at the end and says where in {@link #array} it begins. */
    int addPacket() {
        int at = length;
        int needed = Math.addExact(length, TsFormat.PACKET);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, bytes.length * 2L)));
        }
        length = needed;
        return at;
    }

    byte[] array() {
        return bytes;
    }
}
