package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.realtime.output.OutputPlaylist;
import io.headrace.machine.Host;
import io.headrace.media.AccessUnit;
import io.headrace.media.cut.StreamClock;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.wire.realtime.GatewayStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One stream, from its first publisher to its end. It has one publisher at a time; when that one goes, another may come
 * within the grace time, and the stream goes on where it stopped. Any thread.
 */
public final class RealtimeStream {

    private final RealtimeOrder order;
    private final Beginning beginning;
    private final Duration grace;
    private final Host host;
    private final StreamWork work;
    private final OutputFan output;
    private final OutputPlaylist playlist;
    private final StreamClock clock = new StreamClock();

    private final AtomicLong brought = new AtomicLong();

    /** Guarded by this. */
    private Optional<Seat> publisher = Optional.empty();

    /** Guarded by this. */
    private Optional<GatewayStatus.Failure> failure = Optional.empty();

    /** Guarded by this: what ends the stream when nobody comes back. */
    private Optional<Host.Timer> leaving = Optional.empty();

    /** How a stream comes about. */
    public enum Beginning {
        /** By its first publisher, who says what is to be made of it. */
        PUBLISHED,
        /** By an order; whoever publishes under its name brings pictures, and nothing else. */
        ORDERED
    }

    RealtimeStream(
            RealtimeOrder order,
            Beginning beginning,
            Duration grace,
            Host host,
            StreamWork work,
            OutputFan output,
            OutputPlaylist playlist) {
        this.order = order;
        this.beginning = beginning;
        this.grace = grace;
        this.host = host;
        this.work = work;
        this.output = output;
        this.playlist = playlist;
    }

    public RealtimeOrder order() {
        return order;
    }

    public Beginning beginning() {
        return beginning;
    }

    public StreamWork work() {
        return work;
    }

    public OutputFan output() {
        return output;
    }

    public OutputPlaylist playlist() {
        return playlist;
    }

    /** How many pictures its publishers brought. */
    long brought() {
        return brought.get();
    }

    public boolean over() {
        return work.standing().over();
    }

    /** What first went wrong, and when it was first asked for. */
    synchronized Optional<GatewayStatus.Failure> firstFailure() {
        if (failure.isEmpty()) {
            failure = work.standing()
                    .problem()
                    .map(sentence ->
                            new GatewayStatus.Failure(sentence, host.moment().now()));
        }
        return failure;
    }

    /** Who publishes now, for people. */
    public synchronized Optional<String> publisher() {
        return publisher.map(seat -> seat.who);
    }

    /** Its user ends it: what has come is still worked on, and the publisher, if there is one, is told. */
    public void stop() {
        var seated = vacated();
        work.inputEnded();
        seated.ifPresent(seat -> seat.dismissal.run());
    }

    /** Its work is over, for whatever reason: who still publishes is told. */
    void workEnded() {
        vacated().ifPresent(seat -> seat.dismissal.run());
    }

    private synchronized Optional<Seat> vacated() {
        var seated = publisher;
        publisher = Optional.empty();
        leaving.ifPresent(Host.Timer::cancel);
        return seated;
    }

    /**
     * Takes the publisher's place; empty while another has it.
     *
     * @param keyframes how the publisher is asked for one
     * @param dismissal how it is told that the stream is over
     */
    synchronized Optional<Seat> join(String who, KeyframeSource keyframes, Runnable dismissal) {
        if (publisher.isPresent()) {
            return Optional.empty();
        }
        leaving.ifPresent(Host.Timer::cancel);
        leaving = Optional.empty();
        clock.restart();
        publisher = Optional.of(new Seat(who, keyframes, dismissal));
        return publisher;
    }

    private synchronized void left(Seat seat) {
        if (publisher.filter(seat::equals).isPresent()) {
            publisher = Optional.empty();
            leaving = Optional.of(host.after(grace, this::endUnlessPublished));
        }
    }

    private void endUnlessPublished() {
        boolean alone;
        synchronized (this) {
            alone = publisher.isEmpty();
        }
        if (alone) {
            work.inputEnded();
        }
    }

    private synchronized void take(Seat seat, AccessUnit unit) {
        if (publisher.filter(seat::equals).isPresent()) {
            if (unit instanceof AccessUnit.Picture) {
                brought.incrementAndGet();
            }
            work.input(clock.rebase(unit));
        }
    }

    private synchronized void restart(Seat seat) {
        if (publisher.filter(seat::equals).isPresent()) {
            clock.restart();
        }
    }

    /** The place of the one who publishes. */
    public final class Seat implements AutoCloseable {
        private final String who;
        private final KeyframeSource keyframes;
        private final Runnable dismissal;

        private Seat(String who, KeyframeSource keyframes, Runnable dismissal) {
            this.who = who;
            this.keyframes = keyframes;
            this.dismissal = dismissal;
        }

        /** Brings the next unit; on a clock of its own, if it is not the stream's first publisher. */
        public void bring(AccessUnit unit) {
            take(this, unit);
        }

        /** What this publisher brings next is on another clock than before. */
        public void restart() {
            RealtimeStream.this.restart(this);
        }

        public KeyframeSource keyframes() {
            return keyframes;
        }

        public RealtimeStream stream() {
            return RealtimeStream.this;
        }

        /** The publisher goes; it, or another, may come back within the grace time. */
        @Override
        public void close() {
            left(this);
        }
    }
}
