package io.headrace.orchestrator.byoc.stream;

import java.time.Duration;

/** Why a stream ended. */
sealed interface StreamEnd {

    /** For programs; never changes. */
    String code();

    /** For people, and for the application that is told to stop. */
    String sentence();

    /** Its gateway said so. */
    record Stopped() implements StreamEnd {
        @Override
        public String code() {
            return "stopped";
        }

        @Override
        public String sentence() {
            return "The gateway stopped the stream.";
        }
    }

    /** It did not wait for the start, closed its channel, or says nothing any more. */
    record GatewayLeft(String how) implements StreamEnd {
        @Override
        public String code() {
            return "gateway-left";
        }

        @Override
        public String sentence() {
            return "The gateway left the stream: " + how + ".";
        }
    }

    /** @param reason as the gateway is answered */
    record NotStarted(String reason) implements StreamEnd {
        @Override
        public String code() {
            return "not-started";
        }

        @Override
        public String sentence() {
            return reason;
        }
    }

    record AppSilent(Duration silence) implements StreamEnd {
        @Override
        public String code() {
            return "app-silent";
        }

        @Override
        public String sentence() {
            return "The application told no event and published nothing for " + silence.toSeconds() + " s.";
        }
    }

    record AppDown() implements StreamEnd {
        @Override
        public String code() {
            return "app-down";
        }

        @Override
        public String sentence() {
            return "The application does not answer any more.";
        }
    }

    record AppFinished() implements StreamEnd {
        @Override
        public String code() {
            return "app-finished";
        }

        @Override
        public String sentence() {
            return "The application closed its channel.";
        }
    }

    record Unpaid(Duration interval) implements StreamEnd {
        @Override
        public String code() {
            return "insufficient-balance";
        }

        @Override
        public String sentence() {
            return "The balance did not cover the stream twice in a row, " + interval.toSeconds()
                    + " s apart. Pay before the time is used.";
        }
    }

    record NodeStopping() implements StreamEnd {
        @Override
        public String code() {
            return "node-stopping";
        }

        @Override
        public String sentence() {
            return "The orchestrator is being stopped. Go on with another one.";
        }
    }
}
