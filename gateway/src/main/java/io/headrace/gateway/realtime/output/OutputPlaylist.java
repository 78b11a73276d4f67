package io.headrace.gateway.realtime.output;

import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.cut.Cut;
import io.headrace.media.cut.CutLimits;
import io.headrace.media.cut.CutSegment;
import io.headrace.media.cut.KeyframeSegmenter;
import io.headrace.media.playlist.MediaPlaylist;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The output as a player of HLS reads it: a window of the newest segments, in memory. Any thread may read; units come from
 * one.
 */
public final class OutputPlaylist implements OutputSink {

    /** Segments that a player finds in the playlist. */
    static final int WINDOW = 6;

    /** Segments that may still be asked for after they left the playlist. */
    private static final int KEPT = WINDOW + 4;

    private final KeyframeSegmenter segmenter = new KeyframeSegmenter(CutLimits.DEFAULT);

    /** Guarded by this; the oldest first. */
    private final Deque<CutSegment> segments = new ArrayDeque<>();

    /** Guarded by this: the number of the first that is kept. */
    private long firstSeq;

    /** Guarded by this: of segments that have left the playlist. */
    private long discontinuities;

    /** Guarded by this. */
    private boolean over;

    @Override
    public void unit(AccessUnit unit) {
        take(segmenter.add(unit));
    }

    @Override
    public void ended() {
        take(segmenter.finish());
        synchronized (this) {
            over = true;
        }
    }

    private synchronized void take(Cut cut) {
        if (cut instanceof Cut.Segments(var ready)) {
            ready.forEach(this::add);
        } else {
            over = true;
        }
    }

    private void add(CutSegment segment) {
        segments.addLast(segment);
        if (segments.size() > WINDOW
                && segments.stream()
                        .skip(segments.size() - WINDOW - 1L)
                        .findFirst()
                        .orElseThrow()
                        .discontinuity()) {
            discontinuities++;
        }
        if (segments.size() > KEPT) {
            segments.removeFirst();
            firstSeq++;
        }
    }

    /** Empty until there is a segment. */
    public synchronized Optional<MediaPlaylist> playlist() {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        int skipped = Math.max(0, segments.size() - WINDOW);
        long first = firstSeq + skipped;
        var entries = new java.util.ArrayList<MediaPlaylist.Entry>();
        for (var segment : segments.stream().skip(skipped).toList()) {
            entries.add(new MediaPlaylist.Entry(
                    (first + entries.size()) + ".ts", segment.duration(), segment.discontinuity()));
        }
        return Optional.of(new MediaPlaylist(first, discontinuities, entries, over));
    }

    /** Empty for one that is not there yet, or not any more. */
    public synchronized Optional<MediaBytes> segment(long seq) {
        long at = seq - firstSeq;
        return at < 0 || at >= segments.size()
                ? Optional.empty()
                : segments.stream().skip(at).findFirst().map(CutSegment::bytes);
    }
}
