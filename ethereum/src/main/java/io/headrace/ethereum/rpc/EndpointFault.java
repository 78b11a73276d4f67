package io.headrace.ethereum.rpc;

/** One endpoint failed; the next is asked. Never leaves {@link FailoverRpc}. */
final class EndpointFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String what;

    EndpointFault(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
