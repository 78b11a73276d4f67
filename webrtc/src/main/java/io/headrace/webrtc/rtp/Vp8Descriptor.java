package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;

/**
 * What stands in front of VP8 in each packet (RFC 7741 section 4.2):
 *
 * <pre>
 *   X R N S R PID(3)      X: the next octet is there; S: a partition begins; PID: which one
 *   I L T K reserved(4)   if X
 *   M PictureID(7 or 15)  if I; two octets if M
 *   TL0PICIDX(8)          if L
 *   TID(2) Y KEYIDX(5)    if T or K
 * </pre>
 */
final class Vp8Descriptor {

    /** Of our own packets: the first of a picture, and the others. */
    static final byte FIRST = 0x10;

    static final byte FURTHER = 0;

    private static final int EXTENDED = 0x80;
    private static final int PICTURE_ID = 0x80;
    private static final int LONG_PICTURE_ID = 0x80;
    private static final int LAYER_INDEX = 0x40;
    private static final int LAYER_OR_KEY_INDEX = 0x30;
    /** The bit that says that a partition begins, and the partition's number. */
    private static final int BEGINNING = 0x17;

    private Vp8Descriptor() {}

    /** Whether a picture begins with this packet: its first partition does. */
    static boolean begins(byte first) {
        return (first & BEGINNING) == FIRST;
    }

    /** Moves the payload behind its descriptor; false when it ends before. */
    static boolean skip(ByteBuffer payload) {
        int length = 1;
        if ((payload.get(payload.position()) & EXTENDED) != 0) {
            int extension = at(payload, 1);
            length = 2;
            if ((extension & PICTURE_ID) != 0) {
                length += (at(payload, length) & LONG_PICTURE_ID) != 0 ? 2 : 1;
            }
            length += (extension & LAYER_INDEX) != 0 ? 1 : 0;
            length += (extension & LAYER_OR_KEY_INDEX) != 0 ? 1 : 0;
        }
        boolean whole = length < payload.remaining();
        payload.position(payload.position() + Math.min(length, payload.remaining()));
        return whole;
    }

    private static int at(ByteBuffer payload, int offset) {
        return offset < payload.remaining() ? payload.get(payload.position() + offset) : 0;
    }
}
