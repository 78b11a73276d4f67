package io.headrace.pipeline;

import java.util.List;

/**
 * What a pipeline takes or gives.
 *
 * @param mediaTypes the media types it knows, best first; at least one
 */
public record PayloadFormat(List<String> mediaTypes) {
    public PayloadFormat {
        mediaTypes = List.copyOf(mediaTypes);
        if (mediaTypes.isEmpty()) {
            throw new IllegalArgumentException("A format names at least one media type");
        }
    }

    public static PayloadFormat of(String... mediaTypes) {
        return new PayloadFormat(List.of(mediaTypes));
    }
}
