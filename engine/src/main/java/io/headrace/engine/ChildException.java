package io.headrace.engine;

import java.time.Duration;

/** A child did not do what it was asked. Says whether asking again may help. */
public abstract sealed class ChildException extends Exception {

    private final boolean retryHelps;

    private ChildException(String message, boolean retryHelps) {
        super(message);
        this.retryHelps = retryHelps;
    }

    public boolean retryHelps() {
        return retryHelps;
    }

    /** The process ended before it answered. */
    public static final class Died extends ChildException {
        private final long pid;
        private final int exitCode;

        Died(long pid, int exitCode) {
            super(
                    "Child " + pid + " ended with code " + exitCode + " before it answered; another takes its place",
                    true);
            this.pid = pid;
            this.exitCode = exitCode;
        }

        public long pid() {
            return pid;
        }

        /** As the operating system gave it; 128 + n for signal n. */
        public int exitCode() {
            return exitCode;
        }
    }

    /** It was given its time and was killed. */
    public static final class DeadlinePassed extends ChildException {
        private final long pid;

        DeadlinePassed(long pid, Duration patience) {
            super("Child " + pid + " did not answer within " + patience.toMillis() + " ms and was killed", true);
            this.pid = pid;
        }

        public long pid() {
            return pid;
        }
    }

    /** What came out of it is not the protocol; it was killed. */
    public static final class Garbled extends ChildException {
        public Garbled(long pid, String why) {
            super("Child " + pid + " does not speak the protocol: " + why, true);
        }
    }

    /** It tried, failed, and lives. */
    public static final class WorkFailed extends ChildException {
        WorkFailed(long pid, String why) {
            super("Child " + pid + " failed: " + why, true);
        }
    }

    /** The request is larger than a child takes. */
    public static final class TooLarge extends ChildException {
        TooLarge(long bytes, long limit) {
            super("A request of " + bytes + " bytes is above the limit of " + limit, false);
        }
    }

    /** No child could be started, or none said that it is ready. */
    public static final class NotStarted extends ChildException {
        NotStarted(String why) {
            super("No child could be started: " + why, false);
        }
    }

    /** All were busy for as long as the asker would wait. */
    public static final class AllBusy extends ChildException {
        AllBusy(int slots, Duration patience) {
            super("All " + slots + " children were busy for " + patience.toMillis() + " ms", true);
        }
    }

    /** The pool is closed, or closed while this was under way. */
    public static final class Closed extends ChildException {
        public Closed() {
            super("The children are being closed", false);
        }
    }
}
