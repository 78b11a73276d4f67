package io.headrace.ethereum.rpc;

/** One endpoint failed; the next is asked. Never leaves {@link FailoverRpc}. */
final class EndpointFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;
    private final boolean mayHaveActed;

    /** @param mayHaveActed whether what was asked may be done though no answer came */
    EndpointFault(String what, boolean mayHaveActed) {
        super(what, null, false, false);
        this.what = what;
        this.mayHaveActed = mayHaveActed;
    }

    String what() {
        return what;
    }

    boolean mayHaveActed() {
        return mayHaveActed;
    }
}
