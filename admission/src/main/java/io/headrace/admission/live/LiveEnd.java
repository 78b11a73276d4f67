package io.headrace.admission.live;

import java.time.Duration;

/** Why a session that had a place ended. */
public sealed interface LiveEnd {

    /** For programs; never changes. */
    String code();

    /** For people. */
    String sentence();

    /** @param reason as the payment's rules put it */
    record PaymentRefused(String reason) implements LiveEnd {
        @Override
        public String code() {
            return "payment-refused";
        }

        @Override
        public String sentence() {
            return reason;
        }
    }

    /** @param reason the numbers: what was due, and what there was */
    record Unpaid(String reason) implements LiveEnd {
        @Override
        public String code() {
            return "insufficient-balance";
        }

        @Override
        public String sentence() {
            return "The session's balance does not cover what came: " + reason + ". Pay before the work is done.";
        }
    }

    /** It closed the input, or did not wait for the start. */
    record GatewayLeft() implements LiveEnd {
        @Override
        public String code() {
            return "gateway-left";
        }

        @Override
        public String sentence() {
            return "The gateway closed the session.";
        }
    }

    record InputIdle(Duration silence) implements LiveEnd {
        @Override
        public String code() {
            return "input-idle";
        }

        @Override
        public String sentence() {
            return "No input came for " + silence.toSeconds() + " s. Start a new session when there is some.";
        }
    }

    /** @param limit how many channels there are */
    record NoChannels(int limit) implements LiveEnd {
        @Override
        public String code() {
            return "no-channels";
        }

        @Override
        public String sentence() {
            return "insufficient capacity: " + limit
                    + " channels are open, which is the most. Try another orchestrator.";
        }
    }

    record NoRunner(String model) implements LiveEnd {
        @Override
        public String code() {
            return "no-runner";
        }

        @Override
        public String sentence() {
            return "insufficient capacity: no runner of " + model + " is free. Try another orchestrator.";
        }
    }

    /** @param reason what the runner said, or what became of it */
    record RunnerFailed(String reason) implements LiveEnd {
        @Override
        public String code() {
            return "runner-failed";
        }

        @Override
        public String sentence() {
            return "The runner failed: " + reason;
        }
    }

    /** The runner came to an end that it takes for a good one. */
    record RunnerFinished() implements LiveEnd {
        @Override
        public String code() {
            return "runner-finished";
        }

        @Override
        public String sentence() {
            return "The runner finished the session.";
        }
    }

    record StartedTooLate(Duration startTime) implements LiveEnd {
        @Override
        public String code() {
            return "started-too-late";
        }

        @Override
        public String sentence() {
            return "The session was not under way after " + startTime.toSeconds() + " s. Try another orchestrator.";
        }
    }

    record Drained() implements LiveEnd {
        @Override
        public String code() {
            return "drained";
        }

        @Override
        public String sentence() {
            return "The orchestrator is taken out of service. Go on with another one.";
        }
    }

    record StoppedByOperator() implements LiveEnd {
        @Override
        public String code() {
            return "stopped-by-operator";
        }

        @Override
        public String sentence() {
            return "The orchestrator's operator ended the session. Go on with another one.";
        }
    }

    /** A defect of ours. */
    record DeskStopped() implements LiveEnd {
        @Override
        public String code() {
            return "desk-stopped";
        }

        @Override
        public String sentence() {
            return "The orchestrator takes no live session any more until it is restarted.";
        }
    }
}
