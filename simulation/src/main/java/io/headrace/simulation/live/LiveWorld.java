package io.headrace.simulation.live;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.SimulatedHost;
import io.headrace.payments.Credit;
import io.headrace.simulation.EventLog;
import io.headrace.simulation.Violation;
import io.headrace.simulation.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What everybody in a simulation of live sessions shares: the host, fate, the network, the log, and what faults cost. */
final class LiveWorld {

    private static final int TRACE = 200;
    private static final Duration TOO_LONG = Duration.ofSeconds(12);

    final LiveConfig config;
    final SimulatedHost host;
    final EventLog log = new EventLog();
    final Watch watch = new Watch();
    private final SplittableRandom fate;
    private final Map<LiveFault, LiveReport.Toll> tolls = new EnumMap<>(LiveFault.class);
    private final Deque<String> trace = new ArrayDeque<>();

    LiveWorld(LiveConfig config) {
        this.config = config;
        this.host = new SimulatedHost(config.seed());
        this.fate = new SplittableRandom(~config.seed());
        for (var fault : LiveFault.values()) {
            tolls.put(fault, LiveReport.Toll.NONE);
        }
    }

    Instant now() {
        return host.moment().now();
    }

    /** Happened, and is remembered for whoever looks for the reason of a broken promise. */
    void note(Object... words) {
        log.add(now(), words);
        trace.addLast(now().toEpochMilli() + " "
                + Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
        if (trace.size() > TRACE) {
            trace.removeFirst();
        }
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation is not among our dependencies
    void promise(boolean kept, String broken, Object... values) {
        if (!kept) {
            throw new Violation(broken.formatted(values));
        }
    }

    void strike(LiveFault fault, Object whom) {
        note(fault, whom);
        toll(fault, LiveReport.Toll::strike);
    }

    void toll(LiveFault fault, UnaryOperator<LiveReport.Toll> more) {
        tolls.computeIfPresent(fault, (_, before) -> more.apply(before));
    }

    void paid(LiveFault fault, Credit fees, Credit lost) {
        toll(fault, toll -> toll.pay(fees, lost));
    }

    Map<LiveFault, LiveReport.Toll> tolls() {
        return tolls;
    }

    int draw(int bound) {
        return fate.nextInt(bound);
    }

    boolean happens(int perMille) {
        return fate.nextInt(1_000) < perMille;
    }

    Duration between(int leastMs, int mostMs) {
        return Duration.ofMillis(leastMs + fate.nextInt(mostMs - leastMs));
    }

    void later(Runnable task) {
        host.after(between(1, 10), task);
    }

    /**
     * Asks somebody far away. Either {@code answered} or, when {@code patience} is over, {@code silent}; once.
     *
     * @param served is given the question, with the way for its answer
     */
    <T> void call(Duration patience, Consumer<Consumer<T>> served, Consumer<T> answered, Runnable silent) {
        call(patience, () -> {}, served, answered, silent);
    }

    /** @param troubled is run when the network does not carry the question or its answer in time */
    <T> void call(
            Duration patience, Runnable troubled, Consumer<Consumer<T>> served, Consumer<T> answered, Runnable silent) {
        var over = new AtomicBoolean();
        var timer = host.after(patience, () -> {
            if (!over.getAndSet(true)) {
                silent.run();
            }
        });
        carry(
                troubled,
                () -> served.accept(answer -> carry(troubled, () -> {
                    if (!over.getAndSet(true)) {
                        timer.cancel();
                        answered.accept(answer);
                    }
                })));
    }

    private void carry(Runnable troubled, Runnable arrival) {
        if (happens(3)) {
            strike(LiveFault.NETWORK, "lost");
            troubled.run();
        } else if (happens(2)) {
            strike(LiveFault.NETWORK, "delayed");
            troubled.run();
            host.after(TOO_LONG, arrival);
        } else {
            host.after(between(3, 20), arrival);
        }
    }

    /** Secrets of a simulated node: not secret at all, but the same in each run. */
    SecretSource secrets() {
        var own = fate.split();
        return length -> {
            byte[] bytes = new byte[length];
            own.nextBytes(bytes);
            return bytes;
        };
    }
}
