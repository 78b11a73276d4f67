package io.headrace.pipeline;

import java.util.regex.Pattern;

/** The name by which operators load, gateways ask for and bills list a pipeline: {@code video-transcoding}. */
public record PipelineName(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");

    public PipelineName {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "A pipeline's name has 1 to 128 letters, digits, '.', '_', '/' or '-': \"" + text + "\"");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
