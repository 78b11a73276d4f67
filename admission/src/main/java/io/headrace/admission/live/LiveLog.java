package io.headrace.admission.live;

/** Hears what the desk decided, in order, on the desk's thread; returns at once. */
public interface LiveLog {

    LiveLog NONE = new LiveLog() {};

    /** It has a place. */
    default void opened(LiveRequest request) {}

    default void refused(LiveRequest request, LiveRefusal refusal) {}

    /** A runner works on it. */
    default void started(LiveRequest request) {}

    /** @param flow what it had been charged by */
    default void ended(LiveRequest request, LiveEnd end, Flow flow) {}

    default void drained() {}

    /** A decision threw: the desk takes nothing any more, and the node is unfit. */
    default void stopped(RuntimeException bug) {}
}
