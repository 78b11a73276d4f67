package io.headrace.gateway.carry;

import io.headrace.engine.ChildException;
import io.headrace.engine.stream.StreamCarrier;
import io.headrace.engine.stream.StreamTask;
import io.headrace.machine.Host;
import io.headrace.media.AccessUnit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child that carries a stream, and is begun again a while after it ended for as long as it is wanted. Any thread; nothing
 * waits.
 *
 * <pre>
 * Idle ── begin ──▶ Starting ── started ──▶ Carrying ── its process ended, or did not start ──▶ Pausing ── 5 s ──▶ Starting
 *                                                                             └─ too often ──▶ Over
 * any  ── end ──▶ Over: what it has is finished, and what is left of it after 20 s is killed
 * </pre>
 */
public final class KeptCarrier {

    public static final Duration PAUSE = Duration.ofSeconds(5);
    public static final Duration LAST_WORK = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(KeptCarrier.class);

    private final Plan plan;
    private final StreamTools tools;
    private final Listener listener;

    /** Guarded by this: in a row, and nothing came back meanwhile. */
    private int failures;

    /** Guarded by this. */
    private State state = State.IDLE;

    /** Guarded by this; present while carrying. */
    private Optional<StreamCarrier> carrier = Optional.empty();

    private enum State {
        IDLE,
        STARTING,
        CARRYING,
        PAUSING,
        OVER
    }

    /**
     * What it does.
     *
     * @param what for logs
     * @param tries how often in a row it is begun without a unit coming back, before it is given up
     */
    public record Plan(String what, StreamTask task, int tries) {

        /** Without a bound. */
        public static Plan of(String what, StreamTask task) {
            return new Plan(what, task, Integer.MAX_VALUE);
        }
    }

    /** Told on threads of the child's, one call at a time. */
    public interface Listener {
        /** It has begun, or begun again: a keyframe is of use. */
        default void began() {}

        /** What comes back; this may take its time. */
        default void unit(AccessUnit unit) {}

        /** It was tried as often as it may be. */
        default void givenUp() {}
    }

    public KeptCarrier(Plan plan, StreamTools tools, Listener listener) {
        this.plan = plan;
        this.tools = tools;
        this.listener = listener;
    }

    /** From here on it is wanted; again is as good as once. */
    public synchronized void begin() {
        if (state == State.IDLE) {
            start();
        }
    }

    /** As {@link #begin}, and starts it on this thread: what is offered next is carried. */
    public void beginHere() {
        synchronized (this) {
            if (state != State.IDLE) {
                return;
            }
            state = State.STARTING;
        }
        open();
    }

    private void start() {
        state = State.STARTING;
        tools.starting().execute(this::open);
    }

    private void open() {
        try {
            var opened = tools.carriers().start(plan.task(), this::came);
            if (opened(opened)) {
                listener.began();
                var _ = opened.ended().thenAccept(ended -> closed(ended.sentence()));
            } else {
                opened.close();
            }
        } catch (ChildException notStarted) {
            closed(String.valueOf(notStarted.getMessage()));
        }
    }

    private void came(AccessUnit unit) {
        synchronized (this) {
            failures = 0;
        }
        listener.unit(unit);
    }

    private synchronized boolean opened(StreamCarrier opened) {
        if (state != State.STARTING) {
            return false;
        }
        state = State.CARRYING;
        carrier = Optional.of(opened);
        return true;
    }

    private void closed(String why) {
        boolean last;
        synchronized (this) {
            carrier = Optional.empty();
            if (state != State.STARTING && state != State.CARRYING) {
                return;
            }
            failures++;
            last = failures >= plan.tries();
            state = last ? State.OVER : State.PAUSING;
        }
        if (last) {
            LOG.warn("{} is given up after {} tries: {}", plan.what(), plan.tries(), why);
            listener.givenUp();
        } else {
            LOG.warn("{} stopped and is tried again in {} s: {}", plan.what(), PAUSE.toSeconds(), why);
            tools.host().after(PAUSE, this::again);
        }
    }

    private synchronized void again() {
        if (state == State.PAUSING) {
            start();
        }
    }

    /** Lost while nothing carries. */
    public void offer(AccessUnit unit) {
        Optional<StreamCarrier> carrying;
        synchronized (this) {
            carrying = carrier;
        }
        carrying.ifPresent(child -> child.offer(unit));
    }

    /** Nothing follows. Done when everything that it gave was told. */
    public CompletableFuture<Void> end() {
        Optional<StreamCarrier> last;
        synchronized (this) {
            state = State.OVER;
            last = carrier;
        }
        return last.map(child -> finish(child, tools.host())).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Lets one work on what it has, for a while. */
    public static CompletableFuture<Void> finish(StreamCarrier child, Host host) {
        child.finish();
        var kill = host.after(LAST_WORK, child::close);
        return child.ended().thenAccept(_ -> kill.cancel());
    }
}
