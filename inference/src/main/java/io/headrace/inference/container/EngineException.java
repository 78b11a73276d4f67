package io.headrace.inference.container;

/** A container engine did not do what it was asked. Messages are for people: what was asked of whom, and what came. */
public abstract sealed class EngineException extends Exception {

    private static final long serialVersionUID = 1L;

    private EngineException(String message) {
        super(message);
    }

    /** It answered that it does not. */
    public static final class Refused extends EngineException {

        private static final long serialVersionUID = 1L;
        private static final int ALREADY_SO = 304;
        private static final int NOT_FOUND = 404;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        /** The image or the container that it was asked about does not exist. */
        boolean isNotFound() {
            return status == NOT_FOUND;
        }

        /** Nothing is left to be done by one who wants a container to end. */
        boolean isEndedAlready() {
            return status == ALREADY_SO || status == NOT_FOUND;
        }
    }

    /** It cannot be reached, broke off or is too slow: what was asked may have been done. */
    public static final class Away extends EngineException {

        private static final long serialVersionUID = 1L;

        Away(String message) {
            super(message);
        }
    }
}
