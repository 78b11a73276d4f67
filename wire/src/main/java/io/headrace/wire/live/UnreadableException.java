package io.headrace.wire.live;

/** Travels from the field that makes no sense to whoever turns it into a value; its message is a sentence for a peer. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
