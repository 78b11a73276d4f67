package io.headrace.engine.stream;

import java.util.Arrays;

/** Why a child of a stream ended, as its exit code says. */
public enum StreamExit {
    /** What came in came to its end, and all of it was given on. */
    ENDED(0),
    /** It was told nonsense. */
    USAGE(64),
    /** The stream is none that it takes. */
    REFUSED(65),
    /** The far server, or the file, could not be opened. */
    UNREACHABLE(69),
    /** It failed inside. */
    FAILED(70),
    /** The far server, or the pipe, broke off. */
    LOST(74),
    /** For too long nothing came, or nothing could be given on. */
    SILENT(75),
    /** It was killed, or crashed. */
    KILLED(-1);

    private final int code;

    StreamExit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** {@link #KILLED} for one that no child of ours gives. */
    static StreamExit of(int code) {
        return Arrays.stream(values())
                .filter(exit -> exit.code == code)
                .findFirst()
                .orElse(KILLED);
    }
}
