package io.headrace.webrtc.desk;

import io.headrace.media.AccessUnit;

/** Whom a stream is sent to. Never blocks: a viewer that cannot keep up misses pictures until a keyframe. Any thread may call. */
public interface Viewer {

    void picture(AccessUnit.Picture picture);

    void sound(OpusPacket packet);

    /** The stream is over: the viewer's session ends. */
    void ended();
}
