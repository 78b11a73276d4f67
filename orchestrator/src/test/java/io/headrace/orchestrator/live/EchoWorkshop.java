package io.headrace.orchestrator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.live.LiveWorkshop;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.trickle.Arrival;
import io.headrace.trickle.IncomingSegment;
import io.headrace.trickle.TrickleException;
import io.headrace.tricklehttp.ChannelAddress;
import io.headrace.tricklehttp.ChannelCalls;
import io.headrace.tricklehttp.HttpPublisher;
import io.headrace.tricklehttp.HttpSubscriber;
import io.headrace.tricklehttp.Pause;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.EventEnvelope;
import io.headrace.wire.realtime.LiveBody;
import io.headrace.wire.realtime.RunnerRequest;
import io.headrace.wire.realtime.RunnerRequestCodec;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runners that put out what comes in, over the trickle channels that they are told, byte by byte as it comes. A test says
 * how they behave: every runner that begins from then on does.
 */
public final class EchoWorkshop implements LiveWorkshop, AutoCloseable {

    /** Of a runner. */
    public sealed interface Mood {
        record Echo() implements Mood {}

        /** Waits so long before it puts out a segment. */
        record Slow(Duration delay) implements Mood {}

        /** Reads and puts out nothing. */
        record Stalled() implements Mood {}

        /** Does not begin. */
        record Broken(String sentence) implements Mood {}

        /** None is free after all. */
        record Gone() implements Mood {}

        /** Never says that it has begun. */
        record Mute() implements Mood {}
    }

    /** What a runner was asked, in order. */
    public final List<RunnerRequest> requests = new CopyOnWriteArrayList<>();

    /** What came on the control channels, in order. */
    public final BlockingQueue<String> controls = new LinkedBlockingQueue<>();

    private final Map<String, Integer> capacities;
    private final HttpClient http;
    private final Set<Runner> running = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = new Mood.Echo();

    public EchoWorkshop(Map<String, Integer> capacities) throws TransportException {
        this.capacities = new ConcurrentHashMap<>(capacities);
        this.http = HttpClient.start(ClientConfig.FOR_NODES);
    }

    public void does(Mood other) {
        mood = other;
    }

    /** So many runners of the model from now on. */
    public void has(String model, int runners) {
        capacities.put(model, runners);
    }

    public int running() {
        return running.size();
    }

    /** All runners die. */
    public void crash(String sentence) {
        running.forEach(runner -> runner.end(new Ending.Failed(sentence)));
    }

    @Override
    public Map<String, Integer> capacities() {
        return Map.copyOf(capacities);
    }

    @Override
    public Work begin(LiveOrder order, Reports reports) {
        var runner = new Runner(mood, request(order), reports);
        requests.add(runner.request);
        running.add(runner);
        runner.begin();
        return () -> runner.end(new Ending.Finished());
    }

    private static RunnerRequest request(LiveOrder order) {
        try {
            return RunnerRequestCodec.decode(order.request());
        } catch (UnreadableException unreadable) {
            throw new IllegalArgumentException(order.request(), unreadable);
        }
    }

    @Override
    public void close() {
        running.forEach(runner -> runner.end(new Ending.Finished()));
        http.close();
    }

    private final class Runner {
        private final Mood mood;
        private final RunnerRequest request;
        private final Reports reports;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        Runner(Mood mood, RunnerRequest request, Reports reports) {
            this.mood = mood;
            this.request = request;
            this.reports = reports;
        }

        void begin() {
            switch (mood) {
                case Mood.Broken(var sentence) -> end(new Ending.Failed(sentence));
                case Mood.Gone() -> end(new Ending.NoRunner());
                case Mood.Mute() -> {}
                case Mood.Echo(), Mood.Slow(var _), Mood.Stalled() -> {
                    start("echo", this::echo);
                    start("control", this::control);
                    reports.running();
                }
            }
        }

        void end(Ending ending) {
            if (ended.compareAndSet(false, true)) {
                running.remove(this);
                threads.forEach(Thread::interrupt);
                reports.ended(ending);
            }
        }

        private void start(String name, Reading work) {
            threads.add(Thread.ofVirtual().name(name).start(() -> {
                try {
                    work.run();
                } catch (TrickleException failure) {
                    end(new Ending.Failed(failure.toString()));
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }

        private void echo() throws TrickleException, InterruptedException {
            say("{\"type\":\"status\",\"state\":\"ONLINE\"}");
            var input = new HttpSubscriber(calls(request.channels().input()), 0, Pause.real());
            var output = HttpPublisher.start(calls(request.channels().output()), "video/MP2T", Pause.real());
            try (input;
                    output) {
                for (var arrival = input.next(); !(arrival instanceof Arrival.Ended); arrival = input.next()) {
                    switch (arrival) {
                        case Arrival.Segment(var segment) -> echo(segment, output);
                        case Arrival.Missed missed -> input.seek(missed.resumeAt());
                        case Arrival.Ended() -> {}
                    }
                }
            }
            end(new Ending.Finished());
        }

        private void echo(IncomingSegment from, HttpPublisher output) throws TrickleException, InterruptedException {
            try (from) {
                if (mood instanceof Mood.Stalled) {
                    var _ = from.readAll(Integer.MAX_VALUE);
                    return;
                }
                if (mood instanceof Mood.Slow(var delay)) {
                    Pause.real().of(delay);
                }
                try (var to = output.next()) {
                    for (Optional<ByteBuffer> run = from.read(); run.isPresent(); run = from.read()) {
                        to.write(run.get());
                    }
                    to.finish();
                }
            }
        }

        private void say(String event) throws TrickleException, InterruptedException {
            var events = calls(request.channels().events());
            // Not closed: that would end the channel, which is the session's.
            HttpPublisher.start(events, "application/json", Pause.real())
                    .publish(ByteBuffer.wrap(new EventEnvelope(event, EventEnvelope.EVENTS)
                            .encode()
                            .getBytes(UTF_8)));
        }

        private void control() throws TrickleException, InterruptedException {
            try (var control = new HttpSubscriber(calls(request.channels().control()), 0, Pause.real())) {
                for (var arrival = control.next(); !(arrival instanceof Arrival.Ended); arrival = control.next()) {
                    switch (arrival) {
                        case Arrival.Segment(var segment) -> {
                            try (segment) {
                                controls.add(new String(segment.readAll(LiveBody.MAX_BYTES), UTF_8));
                            }
                        }
                        case Arrival.Missed missed -> control.seek(missed.resumeAt());
                        case Arrival.Ended() -> {}
                    }
                }
            }
        }
    }

    private ChannelCalls calls(ChannelPoint point) {
        return new ChannelCalls(http, new ChannelAddress(URI.create(point.url()), point.token()));
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws TrickleException, InterruptedException;
    }
}
