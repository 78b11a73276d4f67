package io.headrace.gateway.realtime;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.realtime.output.OutputPlaylist;
import io.headrace.gateway.realtime.output.OutputRecording;
import io.headrace.gateway.realtime.output.OutputSink;
import io.headrace.gateway.realtime.output.RtmpPush;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.media.AccessUnit;
import io.headrace.webrtc.desk.KeyframeSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real-time streams of a gateway by name. A name belongs to one stream at a time. Any thread. */
public final class RealtimeStreams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeStreams.class);

    /** Streams that are over and whose status is still told. */
    private static final int REMEMBERED = 100;

    private final RealtimeConfig config;
    private final StreamWork.Maker maker;
    private final StreamTools tools;
    private final StreamTally tally = new StreamTally();

    /** Guarded by this; the oldest first. */
    private final Map<String, RealtimeStream> streams = new LinkedHashMap<>();

    /** Guarded by this: the node takes no new streams. */
    private boolean draining;

    public RealtimeStreams(RealtimeConfig config, StreamWork.Maker maker, StreamTools tools) {
        this.config = config;
        this.maker = maker;
        this.tools = tools;
    }

    /** Whether somebody may publish. */
    public sealed interface Admission {}

    /** Whether a stream was opened. */
    public sealed interface Opening {}

    public record Opened(RealtimeStream stream) implements Opening {}

    public record Seated(RealtimeStream.Seat seat) implements Admission {}

    /**
     * @param status of HTTP
     * @param sentence for the publisher
     */
    public record Refused(int status, String sentence) implements Admission, Opening {}

    /**
     * Who comes to publish.
     *
     * @param who for people
     * @param keyframes how it is asked for a keyframe
     * @param dismissal how it is told that the stream is over
     */
    public record Newcomer(String who, KeyframeSource keyframes, Runnable dismissal) {}

    /** Lets somebody publish: continues the stream of that name, or begins one. */
    public synchronized Admission publish(RealtimeOrder order, Newcomer publisher) {
        var current = find(order.name()).filter(stream -> !stream.over());
        if (current.isPresent()) {
            return join(current.get(), publisher);
        }
        return switch (begun(order, maker, RealtimeStream.Beginning.PUBLISHED)) {
            case Opened(var stream) -> join(stream, publisher);
            case Refused refused -> refused;
        };
    }

    /**
     * Opens a stream that was ordered before anybody publishes it: its work begins at once, and its publisher joins it
     * under its name.
     *
     * @param by makes its work
     */
    public synchronized Opening open(RealtimeOrder order, StreamWork.Maker by) {
        return find(order.name()).filter(stream -> !stream.over()).isPresent()
                ? new Refused(409, "The stream " + order.name() + " is under way already")
                : begun(order, by, RealtimeStream.Beginning.ORDERED);
    }

    private Opening begun(RealtimeOrder order, StreamWork.Maker by, RealtimeStream.Beginning beginning) {
        if (draining) {
            return new Refused(503, "This gateway is being drained and takes no new streams");
        }
        long running =
                streams.values().stream().filter(stream -> !stream.over()).count();
        if (running >= config.maxStreams()) {
            return new Refused(503, running + " streams are under way, as many as this gateway takes");
        }
        try {
            return new Opened(begin(order, by, beginning));
        } catch (RunningJobs.Busy busy) {
            return new Refused(503, String.valueOf(busy.getMessage()));
        } catch (IOException unwritable) {
            LOG.error("Stream {} cannot begin", order.name(), unwritable);
            return new Refused(500, "The stream cannot be stored here: " + unwritable.getMessage());
        }
    }

    private static Admission join(RealtimeStream stream, Newcomer publisher) {
        return stream.join(publisher.who(), publisher.keyframes(), publisher.dismissal())
                .<Admission>map(Seated::new)
                .orElseGet(() -> new Refused(
                        409,
                        "The stream " + stream.order().name() + " is being published by "
                                + stream.publisher().orElse("somebody else")
                                + "; end that first, or take another name"));
    }

    private RealtimeStream begin(RealtimeOrder order, StreamWork.Maker by, RealtimeStream.Beginning beginning)
            throws IOException, RunningJobs.Busy {
        var work = new AtomicReference<Optional<StreamWork>>(Optional.empty());
        var output =
                new OutputFan(() -> work.get().ifPresent(KeyframeSource::keyframeWanted), config.maxViewers(), tools);
        var playlist = new OutputPlaylist(tools, output);
        output.add(playlist);
        order.pushes().forEach(address -> output.add(new RtmpPush(address, tools, output)));
        var begun = by.begin(order, output);
        work.set(Optional.of(begun));
        if (order.recording() == RealtimeOrder.Recording.MP4) {
            record(order, begun, output);
        }
        var stream = new RealtimeStream(order, beginning, config.grace(), tools.host(), begun, output, playlist);
        output.add(tally.of(stream));
        output.add(new Dismissal(stream));
        streams.remove(order.name());
        streams.put(order.name(), stream);
        forgetOldest();
        return stream;
    }

    /** Nobody goes on publishing into work that has ended. */
    private record Dismissal(RealtimeStream stream) implements OutputSink {
        @Override
        public void unit(AccessUnit unit) {}

        @Override
        public void ended() {
            stream.workEnded();
        }
    }

    /** A stream that cannot be recorded can still be watched. */
    private void record(RealtimeOrder order, StreamWork work, OutputFan output) {
        try {
            output.add(OutputRecording.into(work.results(), tools));
        } catch (IOException impossible) {
            LOG.error("Stream {} is not recorded", order.name(), impossible);
        }
    }

    private void forgetOldest() {
        if (streams.size() > config.maxStreams() + REMEMBERED) {
            streams.values().stream().filter(RealtimeStream::over).findFirst().ifPresent(streams.values()::remove);
        }
    }

    public synchronized Optional<RealtimeStream> find(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    /** One that was ordered before anybody published it, and is under way. */
    public Optional<RealtimeStream> findOrdered(String name) {
        return find(name)
                .filter(stream -> stream.beginning() == RealtimeStream.Beginning.ORDERED)
                .filter(stream -> !stream.over());
    }

    /** By the stream's name, or else by the id that the application gave it; of several the newest. */
    public synchronized Optional<RealtimeStream> findByEither(String name) {
        return find(name)
                .or(() -> streams.values().stream()
                        .filter(stream -> stream.order().streamId().equals(name))
                        .reduce((_, later) -> later));
    }

    /** What all of them brought and showed. */
    public StreamTally tally() {
        return tally;
    }

    /** Those under way and the last that ended. */
    public synchronized List<RealtimeStream> all() {
        return List.copyOf(streams.values());
    }

    /** Takes no new streams from here on, or takes them again. */
    public synchronized void drain(boolean drained) {
        draining = drained;
    }

    @Override
    public void close() {
        all().stream()
                .filter(stream -> !stream.over())
                .forEach(stream -> stream.work().cancel());
    }
}
