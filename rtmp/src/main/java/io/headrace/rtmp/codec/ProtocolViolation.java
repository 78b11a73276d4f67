package io.headrace.rtmp.codec;

import java.io.IOException;

/** A peer sent what cannot be understood, or what is not taken. The message is a sentence that may be told to it. */
public final class ProtocolViolation extends IOException {
    public ProtocolViolation(String sentence) {
        super(sentence);
    }

    public ProtocolViolation(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
