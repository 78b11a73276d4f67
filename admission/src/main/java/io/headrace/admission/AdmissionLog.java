package io.headrace.admission;

/** Hears what the desk decided, in order, on the desk's thread (a worker's beginning: on any thread); returns at once. */
public interface AdmissionLog {

    AdmissionLog NONE = new AdmissionLog() {};

    default void admitted(UnitRequest request) {}

    default void refused(UnitRequest request, Refusal refusal) {}

    default void workerBegan(UnitRequest request, int attempt, Worker worker) {}

    default void attemptEnded(UnitRequest request, int attempt, Outcome outcome) {}

    /** @param end finished or failed */
    default void answered(UnitState end) {}

    default void sessionClosed(SessionId session, Session.Cause cause) {}

    default void drained() {}

    /** A decision threw: the desk takes nothing any more, and the node is unfit. */
    default void stopped(RuntimeException bug) {}
}
