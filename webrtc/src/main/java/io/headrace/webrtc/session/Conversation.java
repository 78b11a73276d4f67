package io.headrace.webrtc.session;

import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.rtp.Rtcp;
import java.time.Duration;

/** What a session is for: to receive, or to send. All methods are called by the session's thread; moments never go back. */
public interface Conversation {

    /** Media can flow from now on. */
    void begin(SecureWay way, long nowNanos);

    /** @param packet plain, of which so many bytes count */
    void media(byte[] packet, int length, long nowNanos);

    void report(Rtcp.Message message, long nowNanos);

    /** Somebody who takes the peer's stream needs a keyframe. */
    void keyframeWanted(long nowNanos);

    /** Called about every {@link #period}, after the beginning. */
    void tick(long nowNanos);

    /** Until the next tick at the latest; asked after each call, so that it may become shorter. */
    Duration period();

    /** The last call, made exactly once, also when there was no beginning. */
    void end(End how);
}
