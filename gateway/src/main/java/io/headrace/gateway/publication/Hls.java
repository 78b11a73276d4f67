package io.headrace.gateway.publication;

import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.media.FrameRate;
import io.headrace.media.playlist.MasterPlaylist;
import io.headrace.media.playlist.MediaPlaylist;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

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
     * What the newest unit has, in its order.
     *
     * @param uri of a rendition's playlist, by its name
     */
    static String master(List<PublishedUnit> units, Function<String, String> uri) {
        return new MasterPlaylist(units.getLast().renditions().stream()
                        .map(latest -> variant(units, latest, uri))
                        .toList())
                .text();
    }

    private static MasterPlaylist.Variant variant(
            List<PublishedUnit> units, PublishedRendition latest, Function<String, String> uri) {
        long peak = units.stream()
                .flatMapToLong(unit -> unit.rendition(latest.name()).stream()
                        .mapToLong(each -> (long) (each.bytes() * 8 / Math.max(0.001, unit.seconds()))))
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
