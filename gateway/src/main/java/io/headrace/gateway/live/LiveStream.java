package io.headrace.gateway.live;

import io.headrace.gateway.intake.Arrival;
import io.headrace.gateway.intake.LiveIntake;
import io.headrace.gateway.intake.StreamOver;
import io.headrace.gateway.publication.LivePublication;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.LogLabels;
import io.headrace.gateway.run.RunView;
import io.headrace.machine.Host;
import io.headrace.media.MediaTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * One stream, from its first publisher to its end. It has one publisher at a time; when that one goes, another may
 * come within the grace time, and the stream goes on.
 */
public final class LiveStream {

    private static final int DELAYS = 8;

    private final String name;
    private final StreamOrder order;
    private final Duration grace;
    private final Host host;
    private final LiveIntake intake;
    private final LivePublication publication;
    private final JobRun run;

    /** Guarded by this. */
    private Optional<Seat> publisher = Optional.empty();

    /** Guarded by this: what ends the stream when nobody comes back. */
    private Optional<Host.Timer> leaving = Optional.empty();

    /** Guarded by this: where the next publisher's first picture goes in the stream's clock. */
    private Optional<MediaTime> end;

    /** Guarded by this: the newest last. */
    private final Deque<Duration> delays = new ArrayDeque<>();

    LiveStream(
            StreamOrder order,
            Duration grace,
            Host host,
            LiveIntake intake,
            LivePublication publication,
            JobRun run,
            Optional<MediaTime> end) {
        this.name = order.name();
        this.order = order;
        this.grace = grace;
        this.host = host;
        this.intake = intake;
        this.publication = publication;
        this.run = run;
        this.end = end;
    }

    public String name() {
        return name;
    }

    public StreamOrder order() {
        return order;
    }

    public LivePublication publication() {
        return publication;
    }

    public RunView view() {
        return run.view();
    }

    public boolean over() {
        return publication.over() || run.view().outcome().isPresent();
    }

    /** Ends it: what has come is still worked on. */
    public void stop() {
        intake.end();
    }

    /** Gives it up at once. */
    public void cancel() {
        run.cancel();
    }

    /** Takes the publisher's place; empty while another has it. */
    synchronized Optional<Seat> join(String who) {
        if (publisher.isPresent()) {
            return Optional.empty();
        }
        leaving.ifPresent(Host.Timer::cancel);
        leaving = Optional.empty();
        publisher = Optional.of(new Seat(who, end));
        return publisher;
    }

    /** Who publishes now, for people. */
    public synchronized Optional<String> publisher() {
        return publisher.map(Seat::who);
    }

    /** From the arrival of each of the last units to its publication, waiting for room included; the newest last. */
    public synchronized List<Duration> delays() {
        return List.copyOf(delays);
    }

    private synchronized void published(Duration delay) {
        if (delays.size() == DELAYS) {
            delays.removeFirst();
        }
        delays.addLast(delay);
    }

    /** Ends the stream when nobody comes within the grace time. */
    synchronized void awaitPublisher() {
        leaving.ifPresent(Host.Timer::cancel);
        leaving = Optional.of(host.after(grace, LogLabels.of(view().order()).on(this::endUnlessPublished)));
    }

    private synchronized void endUnlessPublished() {
        if (publisher.isEmpty()) {
            intake.end();
        }
    }

    /** The place of the one who publishes. */
    public final class Seat implements AutoCloseable {
        private final String who;
        private final Optional<MediaTime> resumesAt;

        private Seat(String who, Optional<MediaTime> resumesAt) {
            this.who = who;
            this.resumesAt = resumesAt;
        }

        String who() {
            return who;
        }

        public LiveStream stream() {
            return LiveStream.this;
        }

        /** Where the stream's clock stands when this publisher is not its first. */
        public Optional<MediaTime> resumesAt() {
            return resumesAt;
        }

        /**
         * Brings a segment; waits while there is no room.
         *
         * @return its number
         */
        public long append(Arrival arrival) throws IOException, StreamOver, InterruptedException {
            var came = host.moment().now();
            long seq = intake.append(arrival);
            var _ = publication.fate(seq).thenAccept(fate -> {
                if (fate instanceof LivePublication.Published) {
                    published(Duration.between(came, host.moment().now()));
                }
            });
            synchronized (LiveStream.this) {
                end = Optional.of(arrival.start().plus(arrival.duration()));
            }
            return seq;
        }

        /** The publisher goes; it, or another, may come back within the grace time. */
        @Override
        public void close() {
            synchronized (LiveStream.this) {
                if (publisher.filter(this::equals).isPresent()) {
                    publisher = Optional.empty();
                    awaitPublisher();
                }
            }
        }
    }
}
