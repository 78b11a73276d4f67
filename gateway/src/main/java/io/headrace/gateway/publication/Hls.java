package io.headrace.gateway.publication;

import io.headrace.media.FrameRate;
import io.headrace.media.playlist.MasterPlaylist;
import io.headrace.media.playlist.MediaPlaylist;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The playlists of what is published so far. */
final class Hls {

    private Hls() {}

    /** @param ended whether nothing follows any more */
    static String media(List<PublishedUnit> units, boolean ended) {
        var entries = units.stream()
                .map(unit ->
                        new MediaPlaylist.Entry(unit.seq() + ".ts", Duration.ofNanos((long) (unit.seconds() * 1e9))))
                .toList();
        return new MediaPlaylist(0, entries, ended).text();
    }

    /** In the order of the ladder. */
    static String master(List<PublishedUnit> units) {
        int renditions = units.getFirst().renditions().size();
        return new MasterPlaylist(IntStream.range(0, renditions)
                        .mapToObj(index -> variant(units, index))
                        .toList())
                .text();
    }

    private static MasterPlaylist.Variant variant(List<PublishedUnit> units, int index) {
        var first = units.getFirst().renditions().get(index);
        long peak = units.stream()
                .mapToLong(unit -> (long) (unit.renditions().get(index).bytes() * 8 / Math.max(0.001, unit.seconds())))
                .max()
                .orElse(1);
        return new MasterPlaylist.Variant(
                first.name() + "/index.m3u8",
                Math.max(1, peak),
                first.width(),
                first.height(),
                FrameRate.PASSTHROUGH,
                List.of(first.codecs().split(",")));
    }
}
