package io.headrace.models.batch.form;

/** A request that cannot be served as it is. The message names the field, what it said and what it may say. */
public final class RequestRefused extends Exception {

    /** What is wrong with it, as the runner contract tells it apart (pipelines reference section 1.3). */
    public enum Fault {
        /** A value that cannot be served. */
        BAD_VALUE(400),
        /** More bytes than are taken. */
        TOO_LARGE(413),
        /** A body or a file of a kind that nobody reads here. */
        UNKNOWN_MEDIA(415),
        /** A field that is missing, or of another type. */
        WRONG_FIELD(422);

        private final int status;

        Fault(int status) {
            this.status = status;
        }

        /** Of the answer over HTTP. */
        public int status() {
            return status;
        }
    }

    private final Fault fault;

    public RequestRefused(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public static RequestRefused badValue(String message) {
        return new RequestRefused(Fault.BAD_VALUE, message);
    }

    public static RequestRefused wrongField(String message) {
        return new RequestRefused(Fault.WRONG_FIELD, message);
    }

    public Fault fault() {
        return fault;
    }
}
