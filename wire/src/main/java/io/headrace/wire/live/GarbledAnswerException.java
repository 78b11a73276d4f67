package io.headrace.wire.live;

/** An answer that came and makes no sense, or is larger than its reader takes. */
public final class GarbledAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    GarbledAnswerException(String message) {
        super(message);
    }
}
