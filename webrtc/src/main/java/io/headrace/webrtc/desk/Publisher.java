package io.headrace.webrtc.desk;

import io.headrace.media.AccessUnit;

/**
 * The receiving end of one stream. All methods are called by the one virtual thread of the session, and should not block
 * for long: packets that come meanwhile wait, up to a bound, and are then lost.
 */
public interface Publisher {

    /** The next picture. Its times never go back; it begins with a keyframe, and again after a loss. */
    void picture(AccessUnit.Picture picture);

    void sound(OpusPacket packet);

    /** The last call, made exactly once. */
    void ended(End how);
}
