package io.headrace.webrtc.session;

import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.dtls.SrtpKeys;
import java.net.InetSocketAddress;
import java.util.function.LongConsumer;

/** What happens to a session. */
sealed interface Event {

    /**
     * An authenticated connectivity check came.
     *
     * @param nominated whether the peer wants this way to be used from now on
     */
    record Checked(InetSocketAddress from, boolean nominated) implements Event {}

    /** The handshake is done. */
    record Secured(SrtpKeys keys) implements Event {}

    /** Somebody who takes the peer's stream needs a keyframe: the mailbox holds the wish. */
    record KeyframeWanted() implements Event {}

    /** Something of ours is to be done on the session's thread. */
    record Work(LongConsumer work) implements Event {}

    /** The session is to end. */
    record Ended(End how) implements Event {}
}
