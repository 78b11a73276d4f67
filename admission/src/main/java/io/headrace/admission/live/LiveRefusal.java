package io.headrace.admission.live;

/**
 * Why a session gets no place. Nothing has been taken from its sender then. The sentences begin with the words by which
 * existing gateways know that they should ask another orchestrator (real-time reference section 6.2).
 */
public sealed interface LiveRefusal {

    String SENTENCE = "insufficient capacity";

    String sentence();

    /** All runners of the model are taken, or none is there. */
    record NoneFree(String model, int inUse, int capacity) implements LiveRefusal {
        @Override
        public String sentence() {
            return SENTENCE + ": " + inUse + " of " + capacity + " places for " + model + " are taken";
        }
    }

    record Capped(int open, int maxSessions) implements LiveRefusal {
        @Override
        public String sentence() {
            return SENTENCE + ": " + open + " live sessions are open, the most is " + maxSessions;
        }
    }

    record TooManyOfSender(int open, int sessionsPerSender) implements LiveRefusal {
        @Override
        public String sentence() {
            return SENTENCE + ": " + open + " live sessions of yours are open, the most is " + sessionsPerSender;
        }
    }

    record Draining() implements LiveRefusal {
        @Override
        public String sentence() {
            return SENTENCE + ": the orchestrator is being taken out of service";
        }
    }

    /** Too much waits for a decision. */
    record Busy(int waiting) implements LiveRefusal {
        @Override
        public String sentence() {
            return SENTENCE + ": " + waiting + " requests wait for a decision";
        }
    }
}
