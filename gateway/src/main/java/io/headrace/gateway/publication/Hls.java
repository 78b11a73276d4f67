package io.headrace.gateway.publication;

import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import java.util.List;
import java.util.Locale;

/** The text of playlists (RFC 8216, version 3: MPEG-TS segments). */
final class Hls {

    private Hls() {}

    /** @param ended whether nothing follows any more */
    static String media(List<PublishedUnit> units, boolean ended) {
        var longest = units.stream().mapToDouble(PublishedUnit::seconds).max().orElse(1);
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n");
        text.append("#EXT-X-TARGETDURATION:").append((long) Math.ceil(longest)).append('\n');
        text.append("#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-PLAYLIST-TYPE:")
                .append(ended ? "VOD" : "EVENT")
                .append("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for (var unit : units) {
            text.append(String.format(Locale.ROOT, "#EXTINF:%.6f,%n%d.ts%n", unit.seconds(), unit.seq()));
        }
        return text.append(ended ? "#EXT-X-ENDLIST\n" : "").toString();
    }

    /** Best rendition first, as the ladder has it. */
    static String master(List<PublishedUnit> units) {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        for (int i = 0; i < units.getFirst().renditions().size(); i++) {
            text.append(variant(units, i));
        }
        return text.toString();
    }

    private static String variant(List<PublishedUnit> units, int index) {
        PublishedRendition first = units.getFirst().renditions().get(index);
        long peak = 0;
        long bytes = 0;
        double seconds = 0;
        for (var unit : units) {
            long size = unit.renditions().get(index).bytes();
            bytes += size;
            seconds += unit.seconds();
            peak = Math.max(peak, (long) (size * 8 / Math.max(0.001, unit.seconds())));
        }
        return String.format(
                Locale.ROOT,
                "#EXT-X-STREAM-INF:BANDWIDTH=%d,AVERAGE-BANDWIDTH=%d,RESOLUTION=%dx%d,CODECS=\"%s\"%n%s/index.m3u8%n",
                peak,
                (long) (bytes * 8 / Math.max(0.001, seconds)),
                first.width(),
                first.height(),
                first.codecs(),
                first.name());
    }
}
