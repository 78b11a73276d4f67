package io.headrace.gateway.publication;

import io.headrace.media.FrameRate;
import io.headrace.media.playlist.MasterPlaylist;
import io.headrace.media.playlist.MediaPlaylist;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The playlists of what is published so far. */
final class Hls {

    private Hls() {}

    /** Of a whole result, its segments beside the playlist. */
    static String media(List<PublishedUnit> units, boolean ended) {
        return new MediaPlaylist(0, 0, entries(units, unit -> unit.seq() + ".ts"), ended).text();
    }

    static List<MediaPlaylist.Entry> entries(List<PublishedUnit> units, Function<PublishedUnit, String> uri) {
        return units.stream()
                .map(unit -> new MediaPlaylist.Entry(
                        uri.apply(unit), Duration.ofNanos((long) (unit.seconds() * 1e9)), unit.discontinuity()))
                .toList();
    }

    /**
     * In the order of the ladder.
     *
     * @param uri of a rendition's playlist, by its name
     */
    static String master(List<PublishedUnit> units, Function<String, String> uri) {
        int renditions = units.getFirst().renditions().size();
        return new MasterPlaylist(IntStream.range(0, renditions)
                        .mapToObj(index -> variant(units, index, uri))
                        .toList())
                .text();
    }

    private static MasterPlaylist.Variant variant(List<PublishedUnit> units, int index, Function<String, String> uri) {
        var latest = units.getLast().renditions().get(index);
        long peak = units.stream()
                .mapToLong(unit -> (long) (unit.renditions().get(index).bytes() * 8 / Math.max(0.001, unit.seconds())))
                .max()
                .orElse(1);
        return new MasterPlaylist.Variant(
                uri.apply(latest.name()),
                Math.max(1, peak),
                latest.width(),
                latest.height(),
                FrameRate.PASSTHROUGH,
                List.of(latest.codecs().split(",")));
    }
}
