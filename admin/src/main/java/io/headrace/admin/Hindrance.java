package io.headrace.admin;

/** Why a node takes no work. */
public sealed interface Hindrance {

    /** Short and stable, for programs. */
    String code();

    /** For people. */
    String sentence();

    /** An operator takes it out of service. */
    record Draining(Drainable.Left left) implements Hindrance {
        @Override
        public String code() {
            return "draining";
        }

        @Override
        public String sentence() {
            return "The node is being drained: %d jobs and %d units are left".formatted(left.jobs(), left.units());
        }
    }

    /** @param why what was tried, and what came of it */
    record ChainUnreachable(String why) implements Hindrance {
        @Override
        public String code() {
            return "chain-unreachable";
        }

        @Override
        public String sentence() {
            return "The chain cannot be reached: " + why;
        }
    }

    /** An orchestrator that nobody works for. */
    record NoWorker() implements Hindrance {
        @Override
        public String code() {
            return "no-worker";
        }

        @Override
        public String sentence() {
            return "No worker is connected";
        }
    }
}
