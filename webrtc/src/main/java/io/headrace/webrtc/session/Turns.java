package io.headrace.webrtc.session;

import java.util.function.LongConsumer;

/** A place in the queue of a session's thread. Any thread may call. */
@FunctionalInterface
public interface Turns {

    /**
     * @param work is told the nanoseconds at which it is done
     * @return false when too much waits, or the session is over: the work will not be done
     */
    boolean next(LongConsumer work);
}
