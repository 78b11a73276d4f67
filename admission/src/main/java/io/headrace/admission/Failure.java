package io.headrace.admission;

import java.time.Duration;

/** Why an admitted unit came to nothing. Nothing is charged for it. */
public sealed interface Failure {

    /** What the gateway is told, where it can still be told in a result. */
    String text();

    /** @param reason as the payment's rules put it */
    record PaymentRefused(String reason) implements Failure {
        @Override
        public String text() {
            return reason;
        }
    }

    /** The sender went away, or what arrived is not what was announced. */
    record SourceLost(String reason) implements Failure {
        @Override
        public String text() {
            return reason;
        }
    }

    record TookTooLong(Duration unitTime) implements Failure {
        @Override
        public String text() {
            return "Remote transcoder took too long";
        }
    }

    record WorkImpossible(Worker worker, String reason) implements Failure {
        @Override
        public String text() {
            return reason;
        }
    }

    record WorkerLost(Worker worker, int attempts, String reason) implements Failure {
        @Override
        public String text() {
            return "TranscoderStopped";
        }
    }

    record NoWorker(String reason) implements Failure {
        @Override
        public String text() {
            return reason;
        }
    }

    /** A defect of ours: the desk decides nothing any more. */
    record DeskStopped() implements Failure {
        @Override
        public String text() {
            return "ErrTranscoderUnavailable";
        }
    }
}
