package io.headrace.wire.text;

/** Travels from the field that makes no sense to whoever turns it into a value; its message is a sentence for a peer. */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableException(String sentence) {
        super(sentence);
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
