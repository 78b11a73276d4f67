package io.headrace.models.batch.catalog;

/** There is no such model here. The message says which there are, or what to do instead. */
public final class NoModelException extends Exception {
    public NoModelException(String message) {
        super(message);
    }
}
