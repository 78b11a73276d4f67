package io.headrace.wire;

/** Travels inside the decoders from the field that makes no sense to {@link Decoding}, which turns it into a value. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;
    private final boolean specific;

    /** The decoder that catches it says to what message it belongs. */
    MalformedException(String message) {
        super(message);
        this.refusal = PeerError.UNKNOWN.refusal(message);
        this.specific = false;
    }

    MalformedException(Refusal refusal) {
        super(refusal.text());
        this.refusal = refusal;
        this.specific = true;
    }

    /** The refusal it was made with, or else one of this kind. */
    Refusal refusal(PeerError kind) {
        return specific ? refusal : kind.refusal(refusal.text());
    }
}
