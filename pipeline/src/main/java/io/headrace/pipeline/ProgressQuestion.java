package io.headrace.pipeline;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How whoever sent a request asks how far it is, of an orchestrator as of a runner: {@code GET /progress/NAME}, where the request
 * was sent with {@code Headrace-Progress: NAME}.
 *
 * <pre>
 * 200  {"done":120,"whole":3600}, without "whole" where nobody knows
 * 404  nothing is known of such a request, or nothing yet
 * </pre>
 */
public final class ProgressQuestion {

    /** In a request: a name of its sender's choice, known to nobody else. */
    public static final String HEADER = "Headrace-Progress";

    /** The name follows. */
    public static final String PATH = "/progress/";

    /** Bytes of an answer at most. */
    public static final int MAX_BYTES = 4_096;

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    private ProgressQuestion() {}

    /** The name in a header, if it is a good one. */
    public static Optional<String> name(Optional<String> header) {
        return header.filter(name -> NAME.matcher(name).matches());
    }
}
