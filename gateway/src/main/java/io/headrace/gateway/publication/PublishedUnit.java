package io.headrace.gateway.publication;

import java.util.List;

/**
 * One unit as it lies on disk: a line of the publication's record.
 *
 * @param seconds how long it plays
 */
public record PublishedUnit(long seq, double seconds, List<PublishedRendition> renditions) {

    public PublishedUnit {
        renditions = List.copyOf(renditions);
    }

    /**
     * @param bytes of the file, audio included
     * @param codecs as a playlist names them, video first
     */
    public record PublishedRendition(String name, int width, int height, long frames, long bytes, String codecs) {}
}
