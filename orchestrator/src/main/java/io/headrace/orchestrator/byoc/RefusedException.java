package io.headrace.orchestrator.byoc;

/** Travels to whoever answers the application; its message is a sentence for it. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
