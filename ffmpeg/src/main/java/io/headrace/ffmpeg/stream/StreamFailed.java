package io.headrace.ffmpeg.stream;

import io.headrace.engine.stream.StreamExit;

/** The stream cannot go on; the message is for people. */
final class StreamFailed extends Exception {

    private final StreamExit exit;

    StreamFailed(StreamExit exit, String message) {
        super(message);
        this.exit = exit;
    }

    StreamExit exit() {
        return exit;
    }
}
