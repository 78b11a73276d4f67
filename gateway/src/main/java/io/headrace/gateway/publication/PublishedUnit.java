package io.headrace.gateway.publication;

import io.headrace.media.MediaTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One unit as it lies on disk: a line of the publication's record.
 *
 * @param start of its first picture, in the source's own clock
 * @param seconds how long it plays
 * @param discontinuity whether its times or its parameters do not follow those of the unit before
 */
public record PublishedUnit(
        long seq, MediaTime start, double seconds, boolean discontinuity, List<PublishedRendition> renditions) {

    public PublishedUnit {
        renditions = List.copyOf(renditions);
    }

    /** The same, after a unit that was left out. */
    PublishedUnit afterGap() {
        return new PublishedUnit(seq, start, seconds, true, renditions);
    }

    /** The same, with one more rendition behind the others. */
    public PublishedUnit and(PublishedRendition more) {
        return new PublishedUnit(
                seq,
                start,
                seconds,
                discontinuity,
                Stream.concat(renditions.stream(), Stream.of(more)).toList());
    }

    /** Empty when it has none of that name. */
    Optional<PublishedRendition> rendition(String name) {
        return renditions.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Where it ends, in the source's own clock. */
    public MediaTime end() {
        return start.plus(Duration.ofNanos((long) (seconds * 1e9)));
    }

    /**
     * @param bytes of the file, audio included
     * @param codecs as a playlist names them, video first
     */
    public record PublishedRendition(String name, int width, int height, long frames, long bytes, String codecs) {}
}
