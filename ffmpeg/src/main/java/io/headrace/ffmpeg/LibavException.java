package io.headrace.ffmpeg;

/** A call of libav failed for a reason that is not the input's. Another try may work. */
public class LibavException extends Exception {
    public LibavException(String message) {
        super(message);
    }
}
