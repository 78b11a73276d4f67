package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;

/** What differs by codec in how pictures travel in packets. For one thread. */
interface PacketFormat {

    /**
     * A picture of which nothing has come yet.
     *
     * @param maxBytes a larger one counts as damaged
     */
    PictureDraft draft(int timestamp, int maxBytes);

    /** Whether the payload can only be the first of a picture. */
    boolean begins(ByteBuffer payload);

    /** The picture with what a decoder needs besides and knows no more. */
    CodedPicture completed(CodedPicture whole);
}
