package io.headrace.engine;

import java.util.Arrays;
import java.util.Optional;

/** What a message is for. */
enum MessageKind {
    /** Child: I am up. Said once, first. */
    READY(0),
    /** Parent: do this. */
    ASK(1),
    /** Child: a piece of the answer. */
    PART(2),
    /** Child: the end of the answer. */
    DONE(3),
    /** Child: it did not work, and I live. The header says why, in words. */
    FAILED(4);

    private final int number;

    MessageKind(int number) {
        this.number = number;
    }

    /** On the pipe. */
    int number() {
        return number;
    }

    static Optional<MessageKind> numbered(int number) {
        return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }
}
