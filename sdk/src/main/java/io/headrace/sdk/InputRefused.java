package io.headrace.sdk;

/** An input that keeps all constraints and cannot be served all the same: the client's fault, status 400. */
public final class InputRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence for the client: what was wrong, with its value, and what would be right */
    public InputRefused(String sentence) {
        super(sentence);
    }
}
