package io.headrace.webrtc.session;

/** A place in the queue of a session's thread. Any thread may call. */
@FunctionalInterface
public interface Turns {

    /** @return false when too much waits, or the session is over: the work will not be done */
    boolean next(Runnable work);
}
