package io.headrace.benchmarks.soak;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.ts.TsDemuxer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a viewer of one rendition noticed from its first segment on. It is told of every playlist and every segment, in
 * order, and judges nothing else. Moments are durations since the viewing began. For one thread.
 *
 * <p>A segment has a position (media sequence number) and, as the last number of its name, the number of the unit it
 * was made of. Positions that were never seen, and numbers that were passed over, are missing; a name at a second
 * position, or a position with a second name, is doubled.
 */
final class RenditionWatch {

    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.\\w+$");

    /** Times of MPEG-TS go round: a segment that begins before zero is read as one that begins a round later. */
    private static final long ROUND = 1L << 33;

    private final Map<String, Long> positions = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private long nextPosition;
    private OptionalLong lastNumber = OptionalLong.empty();
    private Optional<MediaTime> lastPicture = Optional.empty();
    private Optional<Duration> lastNews = Optional.empty();

    private long segments;
    private long frames;
    private long missing;
    private long doubled;
    private long discontinuities;
    private long jumps;
    private long unreadable;
    private long lost;
    private Duration longestStall = Duration.ZERO;

    /**
     * What was noticed.
     *
     * @param frames pictures in all segments that were fetched
     * @param missing segments that no playlist showed
     * @param doubled segments that were shown twice
     * @param discontinuities segments marked as such
     * @param jumps segments whose first picture does not follow the last one of the segment before
     * @param unreadable segments without a picture, or whose packets are damaged
     * @param lost segments that a playlist showed and nobody delivered
     * @param longestStall longest time without a new segment, once there was one
     */
    record Findings(
            long segments,
            long frames,
            long missing,
            long doubled,
            long discontinuities,
            long jumps,
            long unreadable,
            long lost,
            Duration longestStall) {

        /** Every segment once, in order, whole. */
        boolean seamless() {
            return missing + doubled + discontinuities + jumps + unreadable + lost == 0;
        }
    }

    /** Takes the playlist as it is now, and returns the entries that are new. */
    List<PlaylistSnapshot.Entry> playlist(PlaylistSnapshot playlist, Duration now) {
        var fresh = new ArrayList<PlaylistSnapshot.Entry>();
        missing += Math.max(0, playlist.firstPosition() - nextPosition);
        nextPosition = Math.max(nextPosition, playlist.firstPosition());
        long position = playlist.firstPosition();
        for (var entry : playlist.entries()) {
            if (position >= nextPosition) {
                nextPosition = position + 1;
                if (isNew(entry, position)) {
                    fresh.add(entry);
                }
            } else if (!names.getOrDefault(position, entry.uri()).equals(entry.uri())) {
                doubled++;
            }
            position++;
        }
        if (!fresh.isEmpty()) {
            news(now);
        }
        return fresh;
    }

    private boolean isNew(PlaylistSnapshot.Entry entry, long position) {
        names.put(position, entry.uri());
        if (positions.putIfAbsent(entry.uri(), position) != null) {
            doubled++;
            return false;
        }
        var number = number(entry.uri());
        if (number.isPresent() && lastNumber.isPresent()) {
            missing += Math.max(0, number.getAsLong() - lastNumber.getAsLong() - 1);
        }
        lastNumber = number;
        discontinuities += entry.discontinuity() ? 1 : 0;
        return true;
    }

    private static OptionalLong number(String uri) {
        var found = NUMBER.matcher(uri);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }

    private void news(Duration now) {
        lastNews.ifPresent(last -> longestStall = longer(longestStall, now.minus(last)));
        lastNews = Optional.of(now);
    }

    /** Reads a segment, in the order of the playlist. */
    void segment(MediaBytes bytes) {
        segments++;
        var demuxer = new TsDemuxer();
        var units = new ArrayList<>(demuxer.feed(bytes.asByteBuffer()));
        units.addAll(demuxer.finish());
        var shown = units.stream()
                .filter(AccessUnit.Picture.class::isInstance)
                .map(AccessUnit::presentation)
                .sorted()
                .toList();
        frames += shown.size();
        if (shown.isEmpty() || demuxer.droppedUnits() > 0 || demuxer.skippedBytes() > 0) {
            unreadable++;
        }
        if (!shown.isEmpty()) {
            lastPicture.ifPresent(last -> jumps += follows(last, shown) ? 0 : 1);
            lastPicture = Optional.of(shown.getLast());
        }
    }

    /** Whether the step to the first picture is about as long as the steps between the others. */
    private static boolean follows(MediaTime last, List<MediaTime> shown) {
        long step = Math.floorMod(shown.getFirst().ticks() - last.ticks() + ROUND / 2, ROUND) - ROUND / 2;
        if (shown.size() == 1) {
            return step > 0;
        }
        double usual = (double) (shown.getLast().ticks() - shown.getFirst().ticks()) / (shown.size() - 1);
        return step > usual / 2 && step < usual * 3 / 2;
    }

    /** A segment that was shown cannot be had. */
    void gone() {
        lost++;
    }

    /** What was noticed until now; while the stream goes on, the time since the last news counts. */
    Findings findings(Duration now, boolean ended) {
        var waiting = ended ? Duration.ZERO : lastNews.map(now::minus).orElse(Duration.ZERO);
        return new Findings(
                segments,
                frames,
                missing,
                doubled,
                discontinuities,
                jumps,
                unreadable,
                lost,
                longer(longestStall, waiting));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
