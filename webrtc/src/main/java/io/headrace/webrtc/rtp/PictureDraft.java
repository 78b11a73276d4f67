package io.headrace.webrtc.rtp;

import java.nio.ByteBuffer;

/** A picture whose packets are still coming. For one thread. */
interface PictureDraft {

    int timestamp();

    /** A part of it is missing. */
    void damage();

    /** Takes the next packet's payload, which is not empty. */
    void collect(ByteBuffer payload);

    /** Whether all that came makes a picture. */
    boolean isWhole();

    /** When it is whole. */
    CodedPicture picture();
}
