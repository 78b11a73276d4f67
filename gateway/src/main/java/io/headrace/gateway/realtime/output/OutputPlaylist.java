package io.headrace.gateway.realtime.output;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.SoundCodec;
import io.headrace.media.cut.Cut;
import io.headrace.media.cut.CutLimits;
import io.headrace.media.cut.CutSegment;
import io.headrace.media.cut.KeyframeSegmenter;
import io.headrace.media.playlist.MediaPlaylist;
import io.headrace.webrtc.desk.KeyframeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The output as a player of HLS reads it: a window of the newest segments, in memory. Players take AAC; of other sound it is
 * made from the first time on that somebody asks for the playlist. When it comes, the window begins anew, for a player that
 * has begun without sound never plays any. Safe for threads.
 */
public final class OutputPlaylist implements OutputSink {

    /** Segments that a player finds in the playlist. */
    static final int WINDOW = 6;

    /** Segments that may still be asked for after they left the playlist. */
    private static final int KEPT = WINDOW + 4;

    private final KeyframeSource keyframes;
    private final ConvertedSound aac;
    private final CompletableFuture<Void> audible = new CompletableFuture<>();

    /** Guarded by this. */
    private final KeyframeSegmenter segmenter = new KeyframeSegmenter(CutLimits.DEFAULT);

    /** Guarded by this; the oldest first. */
    private final Deque<CutSegment> segments = new ArrayDeque<>();

    /** Guarded by this: the number of the first that is kept. */
    private long firstSeq;

    /** Guarded by this: of segments that have left the playlist. */
    private long discontinuities;

    /** Guarded by this: there is sound that no player takes as it is. */
    private boolean foreignSound;

    /** Guarded by this: the window holds sound made of that. */
    private boolean converted;

    /** Guarded by this. */
    private boolean over;

    /** @param keyframes asked when the window begins anew */
    public OutputPlaylist(StreamTools tools, KeyframeSource keyframes) {
        this.keyframes = keyframes;
        this.aac = new ConvertedSound(SoundCodec.AAC, tools, this::sound);
    }

    @Override
    public void unit(AccessUnit unit) {
        switch (unit) {
            case AccessUnit.Picture picture -> picture(picture);
            case AccessUnit.Sound sound -> {
                note(sound);
                aac.take(sound);
            }
        }
    }

    private synchronized void note(AccessUnit.Sound sound) {
        foreignSound |= sound.codec() != SoundCodec.AAC;
    }

    private synchronized void picture(AccessUnit.Picture picture) {
        take(segmenter.add(picture));
    }

    private void sound(AccessUnit.Sound sound) {
        boolean anew;
        synchronized (this) {
            anew = foreignSound && !converted;
            if (anew) {
                take(segmenter.restart());
                clear();
                converted = true;
            }
            take(segmenter.add(sound));
        }
        if (anew) {
            keyframes.keyframeWanted();
        }
    }

    @Override
    public void ended() {
        aac.end();
        synchronized (this) {
            take(segmenter.finish());
            over = true;
        }
        audible.complete(null);
    }

    /** Somebody reads the playlist. Done when it holds all of the sound that it is going to; to be waited for a little. */
    public CompletableFuture<Void> wanted() {
        aac.wanted();
        synchronized (this) {
            return foreignSound ? audible.copy() : CompletableFuture.completedFuture(null);
        }
    }

    /** Guarded by this. */
    private void take(Cut cut) {
        if (cut instanceof Cut.Segments(var ready)) {
            ready.forEach(this::add);
        } else {
            over = true;
        }
    }

    private void clear() {
        discontinuities += segments.stream()
                .skip(Math.max(0, segments.size() - WINDOW))
                .filter(CutSegment::discontinuity)
                .count();
        firstSeq += segments.size();
        segments.clear();
    }

    private void add(CutSegment segment) {
        segments.addLast(segment);
        if (converted) {
            audible.complete(null);
        }
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
        var entries = new ArrayList<MediaPlaylist.Entry>();
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
