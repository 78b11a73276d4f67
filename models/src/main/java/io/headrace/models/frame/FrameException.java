package io.headrace.models.frame;

/** Pictures cannot be made any more: the input is no video, a model failed, or a limit was met. The line is to be closed. */
public final class FrameException extends Exception {
    public FrameException(String message) {
        super(message);
    }

    public FrameException(String message, Throwable cause) {
        super(message, cause);
    }
}
