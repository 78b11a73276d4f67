package io.headrace.store;

/** The database cannot be read or written: a full disk, a corrupt file, a schema from the future. */
public final class StoreException extends RuntimeException {

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}
