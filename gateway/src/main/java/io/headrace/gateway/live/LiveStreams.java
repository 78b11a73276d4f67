package io.headrace.gateway.live;

import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.intake.LiveIntake;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.order.VideoOrder.Keeping;
import io.headrace.gateway.publication.LivePublication;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.LogLabels;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobState;
import io.headrace.machine.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of a gateway by name. A name belongs to one stream at a time. Any thread may call. */
public final class LiveStreams {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

    /** Streams that are over, and of which everything is kept, that are still found by their name. */
    private static final int KEPT = 1_000;

    private final LiveConfig config;
    private final RunningJobs jobs;
    private final MediaEngine media;
    private final Host host;
    private final KeptStreams kept;

    /** Guarded by this. */
    private final Map<String, LiveStream> streams = new LinkedHashMap<>();

    /** Guarded by this: the node takes no new streams. */
    private boolean draining;

    public LiveStreams(LiveConfig config, RunningJobs jobs, MediaEngine media, Host host) {
        this.config = config;
        this.jobs = jobs;
        this.media = media;
        this.host = host;
        this.kept = new KeptStreams(KEPT, media);
    }

    public LiveConfig config() {
        return config;
    }

    /** Whether somebody may publish. */
    public sealed interface Admission {}

    public record Seated(LiveStream.Seat seat) implements Admission {}

    /** @param sentence for the publisher */
    public record Refused(Why why, String sentence) implements Admission {}

    /** Why somebody may not publish. */
    public enum Why {
        TAKEN,
        TOO_MANY,
        DRAINING,
        FAILED
    }

    /**
     * Lets somebody publish: continues the stream of that name, or begins one.
     *
     * @param who publishes, for people
     */
    public synchronized Admission publish(StreamOrder order, String who) {
        var current = find(order.name()).filter(stream -> !stream.over());
        if (current.isPresent()) {
            return current.get().join(who).<Admission>map(Seated::new).orElseGet(() -> taken(current.get()));
        }
        if (draining) {
            return new Refused(Why.DRAINING, "This gateway is being drained and takes no new streams");
        }
        long running =
                streams.values().stream().filter(stream -> !stream.over()).count();
        if (running >= config.maxStreams()) {
            return new Refused(Why.TOO_MANY, running + " streams are under way, as many as this gateway takes");
        }
        try {
            return new Seated(begin(order).join(who).orElseThrow());
        } catch (RunningJobs.Busy busy) {
            return new Refused(Why.TOO_MANY, String.valueOf(busy.getMessage()));
        } catch (IOException unwritable) {
            LOG.error("Stream {} cannot begin", order.name(), unwritable);
            return new Refused(Why.FAILED, "The stream cannot be stored here: " + unwritable.getMessage());
        }
    }

    private static Refused taken(LiveStream stream) {
        return new Refused(
                Why.TAKEN,
                "The stream " + stream.name() + " is being published by "
                        + stream.publisher().orElse("somebody else") + "; end that first, or take another name");
    }

    private LiveStream begin(StreamOrder order) throws IOException, RunningJobs.Busy {
        var folder = jobs.newFolder();
        var job = new VideoOrder(
                folder.getFileName().toString(),
                new VideoOrder.OfStream(order.name(), order.keeping(), order.sourceRendition()),
                order.ladder(),
                order.maxPrice(),
                folder);
        var publication = LivePublication.open(
                job, order.keeping(), media, () -> host.moment().now());
        var intake = LiveIntake.open(job, 0, Duration.ZERO);
        var run = jobs.begin(job, new JobRun.Ends(intake::telling, publication));
        return add(new LiveStream(order, config.grace(), host, intake, publication, run, Optional.empty()));
    }

    /** Goes on with a stream of an earlier life; its publisher has the grace time to come back. */
    public synchronized void resume(VideoOrder job, VideoOrder.OfStream source, JobState from) throws IOException {
        var publication = LivePublication.open(
                job, source.keeping(), media, () -> host.moment().now());
        var units = publication.units();
        var begins = Duration.ofNanos(
                (long) (units.stream().mapToDouble(PublishedUnit::seconds).sum() * 1e9));
        var intake = LiveIntake.open(job, publication.next(), begins);
        var run = jobs.resume(job, new JobRun.Ends(intake::telling, publication), from, new RunView(job, units));
        var order = new StreamOrder(
                source.name(), job.ladder(), job.maxPrice(), source.keeping(), source.sourceRendition());
        var played = units.isEmpty() ? Optional.<PublishedUnit>empty() : Optional.of(units.getLast());
        var end = intake.lastEnd().or(() -> played.map(PublishedUnit::end));
        add(new LiveStream(order, config.grace(), host, intake, publication, run, end))
                .awaitPublisher();
    }

    /** Still plays what was kept of a stream of an earlier life that was over then; they come in the order they began. */
    public void keep(VideoOrder job, VideoOrder.OfStream source) {
        kept.add(job, source);
    }

    private LiveStream add(LiveStream stream) {
        streams.remove(stream.name());
        streams.put(stream.name(), stream);
        if (streams.size() > config.maxStreams() + KEPT) {
            streams.values().stream().filter(LiveStream::over).findFirst().ifPresent(streams.values()::remove);
        }
        var forgetting = LogLabels.of(stream.view().order()).on(() -> forget(stream));
        var _ = stream.publication()
                .ended()
                .thenRun(() -> host.after(config.retention(), () -> Thread.startVirtualThread(forgetting)));
        return stream;
    }

    /** Of a stream that is over: what nobody wanted kept is not kept; what is kept can still be played. */
    private void forget(LiveStream stream) {
        if (stream.order().keeping() != Keeping.WINDOW) {
            return;
        }
        synchronized (this) {
            streams.remove(stream.name(), stream);
        }
        try {
            stream.publication().discard();
        } catch (IOException stays) {
            LOG.warn("What is left of the stream {} stays on disk: {}", stream.name(), stays.getMessage());
        }
    }

    public synchronized Optional<LiveStream> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** What can be played under that name: the stream of this life, or what an earlier life kept. */
    public Optional<LivePublication> publication(String name) {
        return find(name).map(LiveStream::publication).or(() -> kept.find(name));
    }

    /** Those under way and those that can still be played. */
    public synchronized List<LiveStream> all() {
        return List.copyOf(streams.values());
    }

    /** Takes no new streams from here on, or takes them again. */
    public synchronized void drain(boolean drained) {
        draining = drained;
    }
}
