package io.headrace.admission;

/**
 * Where units are worked on: by a worker in the same process or by one at the end of the worker protocol. The desk
 * above it decides who is next and never hands over more than {@link #capacity} at once; cancelled work does not count.
 */
public interface Workshop {

    /** How many units it works on at once; zero while no worker is there. */
    int capacity();

    /**
     * Begins without waiting. Exactly one outcome is reported, from any thread, also for cancelled work.
     *
     * @return how to stop it early
     */
    Work begin(WorkOrder order, Reports reports);

    /** The session's units are over: whatever was kept for it may go. */
    default void sessionEnded(SessionId session) {}

    /** Work under way. */
    @FunctionalInterface
    interface Work {
        /** Nobody waits for the result any more. Without effect when it has ended. */
        void cancel();
    }

    /** What is told about one order. Any thread; returns at once. */
    interface Reports {
        void begun(Worker worker);

        void ended(Outcome outcome);
    }
}
