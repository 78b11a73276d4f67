package io.headrace.admission;

/** Why a unit gets no place. Nothing has been taken from its sender then. */
public sealed interface Refusal {

    /** What gateways recognise (wire protocol section 5.11). */
    String text();

    /** A new session, and as many are open as may be. */
    record Capped(int open, int maxSessions) implements Refusal {
        @Override
        public String text() {
            return "OrchestratorCapped";
        }
    }

    /** The session's queue is full. */
    record Busy(int inSession, int maxInSession) implements Refusal {
        @Override
        public String text() {
            return "OrchestratorBusy";
        }
    }

    /** The node is being taken out of service; to gateways that is a lack of capacity. */
    record Draining() implements Refusal {
        @Override
        public String text() {
            return "OrchestratorCapped";
        }
    }
}
