package io.headrace.ethereum.key;

/** The holder of a key did not sign. Says what was tried; never what was to be signed with. */
public final class SigningFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean retryHelps;

    SigningFailed(String message, boolean retryHelps) {
        super(message);
        this.retryHelps = retryHelps;
    }

    /** False when the same would be refused again. */
    public boolean retryHelps() {
        return retryHelps;
    }
}
