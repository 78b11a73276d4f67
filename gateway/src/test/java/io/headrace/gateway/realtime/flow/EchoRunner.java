package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.flow.FlowReader;
import io.headrace.media.ts.LiveMuxer;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.Channel;
import io.headrace.trickle.LocalPublisher;
import io.headrace.trickle.LocalSubscriber;
import io.headrace.trickle.OutgoingSegment;
import io.headrace.trickle.TrickleException;
import io.headrace.wire.realtime.ControlMessage;
import io.headrace.wire.realtime.FrameTrace;
import io.headrace.wire.realtime.FrameTraceCodec;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Computes nothing: what comes in goes out again, with a keyframe each second of its own and where it was asked for. It obeys
 * control messages as ours do, says what it does on the trace channel, and fails in the ways a test wants.
 */
final class EchoRunner implements AutoCloseable {

    private static final int GOP = 45;
    private static final int TRACES_AT_ONCE = 5;
    private static final long POLL_NANOS = 500_000;

    private final Relay relay;
    private final Channel orders;
    private final AtomicLong obeyed = new AtomicLong();
    private final LocalPublisher events;
    private final LocalPublisher trace;
    private final List<Thread> threads = new ArrayList<>();
    final List<String> control = Collections.synchronizedList(new ArrayList<>());
    final List<AccessUnit> input = Collections.synchronizedList(new ArrayList<>());
    final List<AccessUnit> soundInput = Collections.synchronizedList(new ArrayList<>());

    private volatile boolean stalled;
    private volatile boolean soundReturned;
    private volatile long after = Long.MIN_VALUE;
    private volatile boolean keyframe = true;

    /** Of the thread that reads the input. */
    private final LiveMuxer muxer = new LiveMuxer();

    private @Nullable OutgoingSegment segment;
    private int sinceKeyframe;
    private final List<FrameTrace> traces = new ArrayList<>();

    private EchoRunner(Relay relay) throws TrickleException {
        this.relay = relay;
        this.orders = relay.channel("-control");
        this.events = LocalPublisher.of(relay.channels(), relay.channel("-events"), 0);
        this.trace = LocalPublisher.of(relay.channels(), relay.channel("-trace"), 0);
    }

    static EchoRunner start(Relay relay) throws TrickleException {
        return new EchoRunner(relay).start();
    }

    /** Its output has the sound of its input. */
    static EchoRunner withSound(Relay relay) throws TrickleException {
        var runner = new EchoRunner(relay);
        runner.soundReturned = true;
        return runner.start();
    }

    private EchoRunner start() {
        thread(this::echo);
        thread(this::obey);
        thread(this::listen);
        return this;
    }

    private void thread(Work work) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                work.run();
            } catch (TrickleException ended) {
                // The relay is closed.
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private interface Work {
        void run() throws TrickleException, InterruptedException;
    }

    /** Takes its input, and gives nothing any more. */
    void stall() {
        stalled = true;
    }

    void say(String event) throws TrickleException {
        publish(events, event);
    }

    private static void publish(LocalPublisher channel, String document) throws TrickleException {
        try (var whole = channel.next()) {
            whole.write(ByteBuffer.wrap(document.getBytes(StandardCharsets.UTF_8)));
            whole.finish();
        } catch (InterruptedException nobodyDoesThis) {
            throw new IllegalStateException(nobodyDoesThis);
        }
    }

    /** Goes on with what can still be had where the machine was too busy to read it all. */
    private static Arrival next(LocalSubscriber subscriber) throws TrickleException, InterruptedException {
        var arrival = subscriber.next();
        while (arrival instanceof Arrival.Missed missed) {
            subscriber.seek(missed.resumeAt());
            arrival = subscriber.next();
        }
        return arrival;
    }

    private void obey() throws TrickleException, InterruptedException {
        var subscriber = new LocalSubscriber(orders, 0);
        while (next(subscriber) instanceof Arrival.Segment(var document)) {
            var text = new String(document.readAll(1 << 20), StandardCharsets.UTF_8);
            control.add(text);
            try {
                switch (ControlMessage.decode(text)) {
                    case ControlMessage.Resume(long ticks) -> {
                        after = ticks;
                        keyframe = true;
                    }
                    case ControlMessage.KeyframeWanted() -> keyframe = true;
                    case ControlMessage.Parameters _ -> {}
                    case ControlMessage.KeepAlive() -> {}
                }
            } catch (UnreadableException unknown) {
                throw new AssertionError(text, unknown);
            }
            obeyed.set(document.seq() + 1);
        }
    }

    private void listen() throws TrickleException, InterruptedException {
        var subscriber = new LocalSubscriber(relay.channel("-audio"), 0);
        var reader = new FlowReader();
        while (next(subscriber) instanceof Arrival.Segment(var heard)) {
            for (var run = heard.read(); run.isPresent(); run = heard.read()) {
                soundInput.addAll(reader.feed(run.get()));
            }
            soundInput.addAll(reader.nextSegment());
        }
    }

    private void echo() throws TrickleException, InterruptedException {
        var subscriber = new LocalSubscriber(relay.channel(""), 0);
        var output = LocalPublisher.of(relay.channels(), relay.channel("-out"), 0);
        var reader = new FlowReader();
        while (next(subscriber) instanceof Arrival.Segment(var arrived)) {
            awaitOrders();
            for (var run = arrived.read(); run.isPresent(); run = arrived.read()) {
                for (var unit : reader.feed(run.get())) {
                    input.add(unit);
                    put(unit, output);
                }
            }
            reader.nextSegment();
        }
    }

    /** What it was told before its input came is obeyed before that is looked at. */
    private void awaitOrders() {
        while (obeyed.get() < orders.head() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void put(AccessUnit unit, LocalPublisher output) throws TrickleException, InterruptedException {
        if (stalled || unit.presentation().ticks() <= after) {
            return;
        }
        switch (unit) {
            case Picture picture -> put(picture, output);
            case Sound sound -> {
                if (soundReturned && segment != null) {
                    segment.write(muxer.write(sound).asByteBuffer());
                }
            }
        }
    }

    private void put(Picture picture, LocalPublisher output) throws TrickleException, InterruptedException {
        var running = segment;
        boolean begins = running == null || keyframe || ++sinceKeyframe == GOP;
        if (running == null || begins) {
            running = begin(running, output);
        }
        long ticks = picture.presentation().ticks();
        long now = System.nanoTime();
        running.write(muxer.write(Units.picture(begins, ticks)).asByteBuffer());
        traces.add(new FrameTrace(ticks, now, now, now, now, System.nanoTime()));
        if (relay.isOwn() && traces.size() == TRACES_AT_ONCE) {
            publish(trace, FrameTraceCodec.encode(traces));
            traces.clear();
        }
    }

    private OutgoingSegment begin(@Nullable OutgoingSegment before, LocalPublisher output)
            throws TrickleException, InterruptedException {
        if (before != null) {
            before.finish();
        }
        keyframe = false;
        sinceKeyframe = 0;
        muxer.begin();
        var next = output.next();
        segment = next;
        return next;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
