package io.headrace.journal;

/** A line that is no entry. Trying again does not help; the message quotes the beginning of the line. */
public final class JournalUnreadable extends RuntimeException {

    JournalUnreadable(String message, Throwable cause) {
        super(message, cause);
    }

    JournalUnreadable(String message) {
        super(message);
    }
}
