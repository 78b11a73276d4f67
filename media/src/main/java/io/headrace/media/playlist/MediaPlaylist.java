package io.headrace.media.playlist;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The segments of one rendition (RFC 8216 section 4.3.2 and 4.3.3).
 *
 * @param firstSeq the number of the first entry; grows as a live playlist forgets its oldest
 * @param discontinuities how many discontinuities it has forgotten with its oldest entries
 * @param ended nothing will be added: a whole file, or a stream that is over
 */
public record MediaPlaylist(long firstSeq, long discontinuities, List<Entry> entries, boolean ended) {

    private static final double NANOS_PER_SECOND = 1e9;

    public MediaPlaylist {
        entries = List.copyOf(entries);
        if (firstSeq < 0 || discontinuities < 0) {
            throw new IllegalArgumentException(
                    "A playlist begins with segment " + firstSeq + " after " + discontinuities + " discontinuities");
        }
    }

    /** A whole rendition. */
    public static MediaPlaylist complete(List<Entry> entries) {
        return new MediaPlaylist(0, 0, entries, true);
    }

    /** As a player reads it. */
    public String text() {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n");
        text.append("#EXT-X-TARGETDURATION:").append(targetSeconds()).append('\n');
        text.append("#EXT-X-MEDIA-SEQUENCE:").append(firstSeq).append('\n');
        if (discontinuities > 0) {
            text.append("#EXT-X-DISCONTINUITY-SEQUENCE:")
                    .append(discontinuities)
                    .append('\n');
        }
        if (ended && firstSeq == 0) {
            text.append("#EXT-X-PLAYLIST-TYPE:VOD\n");
        }
        text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        entries.forEach(entry -> entry.write(text));
        if (ended) {
            text.append("#EXT-X-ENDLIST\n");
        }
        return text.toString();
    }

    /** No entry may be longer, rounded to the nearest second. */
    private long targetSeconds() {
        return Math.max(
                1,
                entries.stream()
                        .mapToLong(entry -> Math.round(entry.duration.toNanos() / NANOS_PER_SECOND))
                        .max()
                        .orElse(1));
    }

    /**
     * One segment.
     *
     * @param uri relative to the playlist
     * @param discontinuity its times do not follow those of the one before
     */
    public record Entry(String uri, Duration duration, boolean discontinuity) {

        public Entry {
            if (uri.isEmpty() || uri.chars().anyMatch(Character::isISOControl) || !duration.isPositive()) {
                throw new IllegalArgumentException("Not an entry: \"" + uri + "\" of " + duration);
            }
        }

        public Entry(String uri, Duration duration) {
            this(uri, duration, false);
        }

        private void write(StringBuilder text) {
            if (discontinuity) {
                text.append("#EXT-X-DISCONTINUITY\n");
            }
            double seconds = duration.toNanos() / NANOS_PER_SECOND;
            text.append("#EXTINF:")
                    .append(String.format(Locale.ROOT, "%.6f", seconds))
                    .append(",\n");
            text.append(uri).append('\n');
        }
    }
}
