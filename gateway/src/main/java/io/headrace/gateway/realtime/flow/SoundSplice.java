package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit.Sound;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes one sequence of sound: the session's where it gives one, else the source's own, which has the same clock. The
 * source's sound goes out as evenly as it comes in, as much later as the pictures are at their soonest: were it given with each
 * picture, in bunches, browsers would keep more of it, and hold the pictures back for that. A picture that is late does
 * not hold it up, so that a take-over is never heard. Where the session gives sound, the source's stands in for it
 * {@link #PATIENCE} later.
 *
 * <p>Pure; its time is that of the stream. For one thread.
 */
final class SoundSplice {

    /** 0.3 s. */
    static final long PATIENCE = 27_000;

    /** Frames of the source that wait: twenty seconds of it. */
    private static final int MAX_WAITING = 1_024;
    /** Frames are no closer than this: of 2.5 ms Opus there is no need between nodes. */
    private static final long LEAST_FRAME = 1_500;
    /** A session that gave sound within the last second gives more. */
    private static final long GIVING = 90_000;

    /** A second: pictures that are late for longer are late for good. */
    private static final long WHILE = 90_000;
    /** 20 ms. */
    private static final long SLACK = 1_800;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Deque<Sound> waiting = new ArrayDeque<>();
    private long newest = NEVER;
    /** Presentation time of the last picture that was shown. */
    private long shown = NEVER;
    /** By how much the source's sound is ahead of the pictures that are shown. */
    private final RecentLeast ahead = new RecentLeast(WHILE);
    /** By how much it is kept back: the least of late, give or take {@link #SLACK}, so that it does not waver between two frames. */
    private long lag;

    private long last = NEVER;
    private long given = NEVER;

    /** The source's own sound. */
    List<Sound> source(Sound sound) {
        waiting.add(sound);
        newest = Math.max(newest, sound.presentation().ticks());
        if (waiting.size() > MAX_WAITING) {
            waiting.removeFirst();
        }
        return due();
    }

    /** Sound of the session whose pictures are shown. */
    List<Sound> session(Sound sound) {
        long at = sound.presentation().ticks();
        if (at <= last) {
            return List.of();
        }
        var out = new ArrayList<Sound>();
        while (!waiting.isEmpty() && waiting.getFirst().presentation().ticks() < at + LEAST_FRAME) {
            var own = waiting.removeFirst();
            boolean missing = last != NEVER && at - own.presentation().ticks() >= LEAST_FRAME;
            if (missing && own.codec() == sound.codec()) {
                add(own, out);
            }
        }
        given = at;
        last = at;
        out.add(sound);
        return out;
    }

    /** A picture was shown. */
    List<Sound> shown(long presentation) {
        if (shown == NEVER) {
            waiting.removeIf(sound -> sound.presentation().ticks() < presentation);
        }
        shown = Math.max(shown, presentation);
        long least = ahead.least(Math.max(0, newest - shown), shown);
        if (Math.abs(least - lag) > SLACK) {
            lag = least;
        }
        return due();
    }

    private List<Sound> due() {
        var out = new ArrayList<Sound>();
        while (!waiting.isEmpty() && isDue(waiting.getFirst().presentation().ticks())) {
            add(waiting.removeFirst(), out);
        }
        return out;
    }

    private boolean isDue(long presentation) {
        if (shown == NEVER) {
            return false;
        }
        boolean gives = presentation - given < GIVING;
        return presentation + PATIENCE <= shown || newest - presentation >= lag + (gives ? PATIENCE : 0);
    }

    /** Frames that are not a frame's length behind the last one are what the session has given already. */
    private void add(Sound sound, List<Sound> out) {
        long at = sound.presentation().ticks();
        if (at - last >= LEAST_FRAME) {
            last = at;
            out.add(sound);
        }
    }
}
