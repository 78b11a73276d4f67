package io.headrace.cli.run;

/** What Ctrl-C does while something is under way. */
@FunctionalInterface
interface OnInterrupt {

    /** @param last is done, on another thread, if the program is told to end before the registration is closed */
    Registration register(Runnable last);

    /** Ends the readiness. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    static OnInterrupt ofProcess() {
        return last -> {
            var hook = Thread.ofPlatform().name("cancel").unstarted(last);
            Runtime.getRuntime().addShutdownHook(hook);
            return () -> {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException ending) {
                    // The program ends already, and the hook runs.
                }
            };
        };
    }
}
