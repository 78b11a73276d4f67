package io.headrace.transport;

/** A body larger than its reader takes. */
public final class BodyTooLargeException extends TransportException {
    private static final long serialVersionUID = 1L;

    public BodyTooLargeException(long limitBytes) {
        super(Kind.TOO_LARGE, "The body has more than " + limitBytes + " bytes");
    }
}
