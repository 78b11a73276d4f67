package io.headrace.ffmpeg.frame;

import io.headrace.ffmpeg.LibavException;

/** Too many coded pictures in a row could not be decoded. More of the same stream will not help. */
public final class DamagedInputException extends LibavException {
    DamagedInputException(String message) {
        super(message);
    }
}
