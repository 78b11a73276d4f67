package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.flow.FlowReader;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.TrickleException;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.ControlMessage;
import io.headrace.wire.realtime.FrameTraceCodec;
import io.headrace.wire.realtime.LiveBody;
import io.headrace.wire.realtime.SessionChannels.Own;
import io.headrace.wire.text.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of a stream and the threads at its channels: a sender for the input, one for what is said, and a reader for
 * each channel that comes back. Peers of ours have channels of sound and traces besides; to the others sound goes with
 * the pictures.
 *
 * <p>Whether it is fed, what it has failed of, its watch and its clock belong to the stream, which guards them.
 */
final class LinkedSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkedSession.class);

    private static final String TRANSPORT_STREAM = "video/MP2T";
    private static final String JSON = "application/json";

    /** Presentation time of nothing. */
    static final long NONE = Long.MIN_VALUE;

    /** From the last picture to the first of a runner that counted anew: 1/30 s. */
    private static final long PICTURE_TICKS = 3_000;

    private final int number;
    private final boolean isOwn;
    private final SessionReports reports;
    private final FlowTools tools;
    private final ControlSender control;
    private final List<MediaSender> senders = new ArrayList<>();
    private final List<ChannelReader> readers = new ArrayList<>();

    private final SessionClock clock = new SessionClock();
    /** Presentation time of the first picture that it was sent. */
    private long firstSent = NONE;

    final OutputWatch watch;
    /** Presentation time of the last picture that came back, on the source's clock. */
    long lastOutput = NONE;

    boolean fed;
    boolean failed;
    /** It computes what another still shows, and is told to go on from there once it has come as far. */
    @Nullable
    CatchUp catchUp;

    private LinkedSession(
            int number,
            FlowChannels channels,
            OutputWatch watch,
            FlowLimits limits,
            FlowTools tools,
            SessionReports reports) {
        this.number = number;
        this.isOwn = channels.own().isPresent();
        this.watch = watch;
        this.tools = tools;
        this.reports = reports;
        this.control = new ControlSender(
                doing("Writing", "control"),
                tools.publisher(channels.control(), JSON),
                tools.pause(),
                limits.keepAlive(),
                this::failed);
        var pictures = isOwn ? MediaSender.Content.PICTURES : MediaSender.Content.BOTH;
        channels.input().ifPresent(input -> senders.add(sender("input", input, pictures, limits, this::failed)));
        channels.output().ifPresent(output -> readers.add(reader("output", output, mediaReader(), this::failed)));
        readers.add(reader("events", channels.events(), segment -> reports.event(this, text(segment)), this::failed));
        channels.data().ifPresent(data -> readers.add(reader("data", data, this::readLines, this::failed)));
        channels.own().ifPresent(own -> linkOwn(own, limits));
    }

    /** Without these channels the session does what it is for all the same. */
    private void linkOwn(Own own, FlowLimits limits) {
        senders.add(sender("sound", own.soundInput(), MediaSender.Content.SOUND, limits, this::missed));
        readers.add(reader("sound", own.soundOutput(), mediaReader(), this::missed));
        readers.add(reader("trace", own.trace(), this::readTraces, this::missed));
    }

    /** Connects all channels and begins to read. */
    static LinkedSession link(
            int number,
            FlowChannels channels,
            OutputWatch watch,
            FlowLimits limits,
            FlowTools tools,
            SessionReports reports) {
        var session = new LinkedSession(number, channels, watch, limits, tools, reports);
        session.control.start();
        session.readers.forEach(ChannelReader::start);
        return session;
    }

    private MediaSender sender(
            String channel, ChannelPoint point, MediaSender.Content content, FlowLimits limits, ChannelReader.End end) {
        var publisher = tools.publisher(point, TRANSPORT_STREAM);
        return new MediaSender(
                doing("Writing", channel), publisher, content, limits, unit -> reports.sent(this, unit), end);
    }

    private ChannelReader reader(
            String channel, ChannelPoint point, ChannelReader.SegmentReader reading, ChannelReader.End end) {
        return new ChannelReader(doing("Reading", channel), tools.subscriber(point), tools.pause(), reading, end);
    }

    private String doing(String what, String channel) {
        return what + " the " + channel + " channel of session " + number;
    }

    private ChannelReader.SegmentReader mediaReader() {
        var reader = new FlowReader();
        return segment -> {
            for (var run = segment.read(); run.isPresent(); run = segment.read()) {
                reports.returned(this, reader.feed(run.get()));
            }
            reports.returned(this, reader.nextSegment());
        };
    }

    private void readLines(IncomingSegment segment) throws TrickleException, InterruptedException {
        var lines = new Lines();
        for (var run = segment.read(); run.isPresent(); run = segment.read()) {
            reports.data(this, lines.feed(run.get()));
        }
        reports.data(this, lines.end());
    }

    private void readTraces(IncomingSegment segment) throws TrickleException, InterruptedException {
        try {
            reports.traced(this, FrameTraceCodec.decode(text(segment)));
        } catch (UnreadableException notTraces) {
            LOG.debug("Traces of session {} are passed over: {}", number, notTraces.sentence());
        }
    }

    private static String text(IncomingSegment segment) throws TrickleException, InterruptedException {
        return new String(segment.readAll(LiveBody.MAX_BYTES), StandardCharsets.UTF_8);
    }

    private void failed(Failing why, String sentence) {
        reports.failed(this, why, sentence);
    }

    private void missed(Failing why, String sentence) {
        LOG.debug("Session {} goes on without one of its channels: {} {}", number, why, sentence);
    }

    int number() {
        return number;
    }

    /** Whether it knows the additional channels and messages. */
    boolean isOwn() {
        return isOwn;
    }

    void say(ControlMessage message) {
        control.say(message);
    }

    /** From now on it gets what it is offered, after what it was told on the control channel. */
    void feed() {
        fed = true;
        senders.forEach(sender -> sender.start(control.said()));
    }

    /** Returns at once. */
    void offer(InputItem item, long nanos) {
        if (item instanceof InputItem.Unit(Picture picture)) {
            long presentation = picture.presentation().ticks();
            watch.sent(presentation, nanos);
            firstSent = firstSent == NONE ? presentation : firstSent;
        }
        senders.forEach(sender -> sender.offer(item));
    }

    /**
     * Something that came back, with its time on the source's clock.
     *
     * @param newestOfSource presentation time of the source's newest picture; {@link #NONE} where it has shown none
     * @param shown presentation time of the last picture that viewers got; {@link #NONE} before the first
     */
    AccessUnit onStreamClock(AccessUnit unit, long newestOfSource, long shown) {
        boolean first = lastOutput == NONE;
        if (newestOfSource != NONE) {
            return clock.onSourceClock(unit, newestOfSource, first ? firstSent : lastOutput + PICTURE_TICKS);
        }
        long before = first ? shown : lastOutput;
        long begin = before == NONE ? unit.presentation().ticks() : before + PICTURE_TICKS;
        return first ? clock.beginningAt(unit, begin) : clock.goingOn(unit, begin);
    }

    /** Lets go of all channels and closes those that we wrote; returns at once. */
    @Override
    public void close() {
        senders.forEach(MediaSender::close);
        control.close();
        readers.forEach(ChannelReader::close);
    }
}
