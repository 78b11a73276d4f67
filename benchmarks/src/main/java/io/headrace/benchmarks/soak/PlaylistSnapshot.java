package io.headrace.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * A media playlist as a viewer found it (RFC 8216 section 4.3).
 *
 * @param firstPosition its media sequence number: how many entries were forgotten before its first
 * @param ended nothing will be added
 */
public record PlaylistSnapshot(long firstPosition, List<Entry> entries, boolean ended) {

    private static final String SEQUENCE = "#EXT-X-MEDIA-SEQUENCE:";
    private static final String DURATION = "#EXTINF:";

    public PlaylistSnapshot {
        entries = List.copyOf(entries);
    }

    /**
     * One segment.
     *
     * @param uri relative to the playlist
     * @param discontinuity its times need not follow those of the one before
     */
    public record Entry(String uri, double seconds, boolean discontinuity) {}

    /** @throws IllegalArgumentException when it is no media playlist */
    public static PlaylistSnapshot parse(String text) {
        var lines = text.lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.getFirst().equals("#EXTM3U")) {
            throw new IllegalArgumentException("A playlist begins with #EXTM3U, not with \""
                    + text.substring(0, Math.min(60, text.length())) + "\"");
        }
        long first = 0;
        double seconds = 0;
        boolean discontinuity = false;
        var entries = new ArrayList<Entry>();
        for (var line : lines) {
            if (line.startsWith(SEQUENCE)) {
                first = Long.parseLong(line.substring(SEQUENCE.length()));
            } else if (line.startsWith(DURATION)) {
                seconds = Double.parseDouble(line.substring(DURATION.length()).split(",", 2)[0]);
            } else if (line.equals("#EXT-X-DISCONTINUITY")) {
                discontinuity = true;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(new Entry(line, seconds, discontinuity));
                discontinuity = false;
            }
        }
        return new PlaylistSnapshot(first, entries, lines.contains("#EXT-X-ENDLIST"));
    }

    /** The playlists that a master playlist names, in its order. */
    public static List<String> variants(String master) {
        return master.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
