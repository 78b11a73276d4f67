package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit.Picture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one sequence of pictures out of those that several sessions compute of one source.
 *
 * <ul>
 *   <li>What a session shows begins at a keyframe later than everything delivered before; what is not later is dropped
 *       and counted as repeated.
 *   <li>A successor takes over at the first such keyframe. While the session before lives and still owes pictures of the
 *       source that lie between, the successor's wait for them, for at most {@link FlowLimits#hand}: a planned
 *       take-over loses and repeats nothing.
 *   <li>A successor that is a little slower would always come too late. Once it was, or was told where to begin, the session before is
 *       shown in step with it: its pictures wait until the successor has come as far, for at most
 *       {@link FlowLimits#stall}.
 *   <li>Pictures of the source between two delivered ones count as lost, until one of them comes after all (a coder
 *       with pictures out of order).
 * </ul>
 *
 * <p>Pure, with the time as an argument; for one thread.
 */
final class OutputSplice {

    /** Pictures of a successor that wait; more are two seconds at 60 a second. */
    private static final int MAX_HELD = 120;
    /** A source that shows no picture for a second pauses. */
    private static final long PAUSE_TICKS = 90_000;

    /** No session. */
    static final int NOBODY = Integer.MIN_VALUE;

    private static final long NEVER = Long.MIN_VALUE;

    /** A picture that viewers get, and who computed it. */
    record Shown(int session, Picture picture) {}

    /** Who takes over, and what of it waits. */
    private static final class Successor {
        private final int session;
        private final List<Picture> held = new ArrayList<>();
        /** What viewers had when it was chosen. */
        private final long shownBefore;

        private long after = NEVER;
        /** The last that it showed, or was told to pass over. */
        private long reached = NEVER;
        /** It will be told where to begin. */
        private boolean catchesUp;

        private boolean inStep;
        private long heldSince;

        Successor(int session, long shownBefore) {
            this.session = session;
            this.shownBefore = shownBefore;
        }

        boolean isReady() {
            return !held.isEmpty();
        }

        long begin() {
            return held.getFirst().presentation().ticks();
        }
    }

    /** A picture of the session before that waits for the successor. */
    private record Kept(Picture picture, long nanos) {}

    private final long handNanos;
    private final long stepNanos;
    private final SourceTimes source = new SourceTimes();

    private int serving = NOBODY;
    private @Nullable Successor next;
    private final Deque<Kept> kept = new ArrayDeque<>();
    /** Whether the serving session has shown its first keyframe. */
    private boolean begun;
    /** Presentation time of the last picture of the session before. */
    private long cut = NEVER;

    private long last = NEVER;
    private long lastDecoding = NEVER;
    private long lastNanos;

    private long delivered;
    private long lost;
    private long repeated;
    private long longestGapNanos;
    private int takeOvers;

    OutputSplice(FlowLimits limits) {
        handNanos = limits.hand().toNanos();
        stepNanos = limits.stall().toNanos();
    }

    /** The source showed a picture. */
    void source(long presentation) {
        source.add(presentation);
    }

    /** Whose pictures are shown; {@link #NOBODY} before the first, and when that one is gone. */
    int serving() {
        return serving;
    }

    /** Presentation time of the source's newest picture. */
    long newestOfSource() {
        return source.newest();
    }

    /** The output comes from this session as soon as it can. */
    void follow(int session) {
        if (session != serving) {
            next = new Successor(session, last);
        }
    }

    /** The successor will be told where to begin; until then nothing that it shows is its beginning. */
    void catchesUp(int session) {
        if (next != null && next.session == session) {
            next.catchesUp = true;
        }
    }

    /** The successor was told to begin later than this: what it showed before is not its beginning. */
    void resumed(int session, long after) {
        if (next != null && next.session == session) {
            next.after = after;
            next.reached = after;
            next.catchesUp = false;
            next.inStep = true;
            next.held.clear();
        }
    }

    /** Whether this session is to take over and has shown nothing yet that it could begin with. */
    boolean awaits(int session) {
        return next != null && next.session == session && !next.isReady();
    }

    /** Nothing comes from this session any more. */
    List<Shown> gone(int session, long nanos) {
        if (next != null && next.session == session) {
            next = null;
        }
        if (session == serving) {
            serving = NOBODY;
            kept.clear();
            return next != null && next.isReady() ? switchOver(next, nanos) : List.of();
        }
        return release(nanos);
    }

    /** A picture came from a session, with its times on the source's clock. */
    List<Shown> picture(int session, Picture picture, long nanos) {
        if (session == serving) {
            return ofServing(picture, nanos);
        }
        return next != null && next.session == session ? ofSuccessor(next, picture, nanos) : List.of();
    }

    /** Time passed. */
    List<Shown> tick(long nanos) {
        return next != null && next.isReady() && nanos - next.heldSince >= handNanos
                ? switchOver(next, nanos)
                : release(nanos);
    }

    private List<Shown> ofServing(Picture picture, long nanos) {
        if (next != null && next.isReady() && picture.presentation().ticks() >= next.begin()) {
            return switchOver(next, nanos);
        }
        kept.add(new Kept(picture, nanos));
        var pictures = release(nanos);
        if (next != null && next.isReady() && nothingOwed(next)) {
            pictures.addAll(switchOver(next, nanos));
        }
        return pictures;
    }

    private List<Shown> ofSuccessor(Successor successor, Picture picture, long nanos) {
        if (successor.catchesUp) {
            return release(nanos);
        }
        long presentation = picture.presentation().ticks();
        if (!successor.isReady()) {
            boolean usable = picture.keyframe() && isLater(picture) && presentation > successor.after;
            if (!usable) {
                boolean late = picture.keyframe() && presentation > successor.shownBefore;
                successor.inStep |= late && presentation > successor.after;
                successor.reached = Math.max(successor.reached, presentation);
                return release(nanos);
            }
            successor.heldSince = nanos;
        }
        successor.held.add(picture);
        var pictures = release(nanos);
        if (serving == NOBODY || nothingOwed(successor) || successor.held.size() >= MAX_HELD) {
            pictures.addAll(switchOver(successor, nanos));
        }
        return pictures;
    }

    /** Shows what need not wait for the successor, or waited long enough. */
    private List<Shown> release(long nanos) {
        var pictures = new ArrayList<Shown>();
        while (!kept.isEmpty() && mayBeShown(kept.getFirst(), nanos)) {
            show(kept.removeFirst().picture(), pictures, nanos);
        }
        return pictures;
    }

    private boolean mayBeShown(Kept first, long nanos) {
        long presentation = first.picture().presentation().ticks();
        if (next == null || (next.isReady() && presentation < next.begin())) {
            return true;
        }
        boolean waits = next.inStep && presentation > next.reached && nanos - first.nanos() < stepNanos;
        return !next.isReady() && !waits;
    }

    /** Whether the session before has shown all that lies before the successor's beginning. */
    private boolean nothingOwed(Successor successor) {
        return last == NEVER || source.between(last, successor.begin()) == 0;
    }

    private List<Shown> switchOver(Successor successor, long nanos) {
        takeOvers += last == NEVER ? 0 : 1;
        serving = successor.session;
        next = null;
        kept.clear();
        begun = false;
        var pictures = new ArrayList<Shown>();
        successor.held.forEach(picture -> show(picture, pictures, nanos));
        return pictures;
    }

    private boolean isLater(Picture picture) {
        return picture.presentation().ticks() > last && picture.decoding().ticks() > lastDecoding;
    }

    private void show(Picture picture, List<Shown> into, long nanos) {
        if (!begun) {
            if (!isLater(picture)) {
                repeated++;
                return;
            }
            if (!picture.keyframe()) {
                return;
            }
            begun = true;
            cut = last;
        } else if (picture.decoding().ticks() <= lastDecoding
                || picture.presentation().ticks() <= cut) {
            repeated++;
            return;
        }
        count(picture.presentation().ticks(), nanos);
        lastDecoding = picture.decoding().ticks();
        into.add(new Shown(serving, picture));
    }

    private void count(long presentation, long nanos) {
        if (last != NEVER && presentation < last) {
            lost = Math.max(0, lost - 1);
        } else if (last != NEVER) {
            lost += source.between(last, presentation);
            if (source.step(presentation) <= PAUSE_TICKS) {
                longestGapNanos = Math.max(longestGapNanos, nanos - lastNanos);
            }
        }
        delivered++;
        last = Math.max(last, presentation);
        lastNanos = nanos;
        source.passed(last);
    }

    /** Presentation time of the last picture that was delivered; {@link Long#MIN_VALUE} before the first. */
    long last() {
        return last;
    }

    /** When that was delivered; before the first, of no meaning. */
    long lastNanos() {
        return lastNanos;
    }

    FlowFigures figures() {
        return new FlowFigures(delivered, lost, repeated, Duration.ofNanos(longestGapNanos), takeOvers);
    }
}
