package io.headrace.webrtc.desk;

import io.headrace.media.AccessUnit;

/** Whom a stream is sent to. Never blocks: a viewer that cannot keep up misses pictures until a keyframe. Any thread may call. */
public interface Viewer {

    /** What it can show. */
    ViewerCodecs codecs();

    void picture(AccessUnit.Picture picture);

    void sound(OpusPacket packet);

    /**
     * Nothing follows: the viewer's session ends.
     *
     * @param how {@link End#SOURCE_ENDED}, or {@link End#UNSHOWABLE}
     */
    void ended(End how);
}
