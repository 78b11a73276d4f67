package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.benchmarks.soak.ResidentMemory;
import io.headrace.node.process.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a trickle relay adds between one publisher and 1, 100 and 1,000 subscribers at 64 KB/s each, what it costs, and
 * what 5,000 idle preconnected readers weigh; beside a plain relay on Node.js (`conformance/relay`), one after the other
 * in the same run, both over plain HTTP/1.1 on loopback. Publisher and subscribers are in this process and share the
 * machine with the relay.
 */
final class TrickleBench {

    private static final List<Integer> SUBSCRIBERS = List.of(1, 100, 1_000);
    private static final int IDLE_READERS = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final double GOAL_MS = 60;
    private static final double GIGABYTE = 1e9;
    private static final double MEBIBYTE = 1024.0 * 1024;

    private TrickleBench() {}

    public static void main(String[] arguments) throws Exception {
        var subscribers = arguments.length > 0 ? List.of(Integer.valueOf(arguments[0])) : SUBSCRIBERS;
        var program = JavaProgram.running();
        var ours = new Kind(
                "headrace",
                new JavaProgram(program.java(), System.getProperty("java.class.path"), program.jvmOptions())
                        .commandLine("io.headrace.benchmarks.TrickleRelayProcess", List.of()));
        var node = new Kind("node", List.of("node", script().toString()));
        var against = new LinkedHashMap<String, Double>();
        double figure = Double.NaN;
        for (int count : subscribers) {
            for (var kind : List.of(ours, node)) {
                var found = measure(kind, count);
                found.ifPresent(each -> each.addTo(against, kind.name() + count));
                if (kind.equals(ours) && found.isPresent()) {
                    figure = found.get().p99Ms();
                }
            }
        }
        for (var kind : List.of(ours, node)) {
            idle(kind).ifPresent(mebibytes -> against.put(kind.name() + "IdleMiB", mebibytes));
        }
        new Figure("trickle", figure, "ms p99 of a hop", OptionalDouble.of(GOAL_MS), against).print("trickle");
    }

    private static Path script() {
        var program = Path.of(System.getProperty("headrace.home", "node/target/headrace"));
        return program.resolve("../../../conformance/relay/relay.mjs").normalize();
    }

    /** One way of relaying, as a command line. */
    private record Kind(String name, List<String> command) {}

    /** @param cpuSecondsPerGb of the relay, by what it delivered */
    private record Hop(double p50Ms, double p99Ms, double cpuSecondsPerGb, long failures) {
        void addTo(Map<String, Double> against, String name) {
            against.put(name + "P50Ms", p50Ms);
            against.put(name + "P99Ms", p99Ms);
            against.put(name + "CpuSecondsPerGB", cpuSecondsPerGb);
            against.put(name + "Failures", (double) failures);
        }
    }

    private static Optional<Hop> measure(Kind kind, int subscribers) throws IOException, InterruptedException {
        var relay = Relay.start(kind);
        if (relay.isEmpty()) {
            System.out.println(kind.name() + ": not to be had here");
            return Optional.empty();
        }
        try (var running = relay.get();
                var load = new TrickleLoad(running.port())) {
            load.subscribe(subscribers);
            load.publish();
            Thread.sleep(WARM_UP);
            load.delays().clear();
            long bytes = load.deliveredBytes();
            long nanos = ProcessorTime.nanos(running.process().pid());
            Thread.sleep(MEASURED);
            double spent = (ProcessorTime.nanos(running.process().pid()) - nanos) / 1e9;
            double delivered = (load.deliveredBytes() - bytes) / GIGABYTE;
            var hop =
                    new Hop(load.delays().millis(0.5), load.delays().millis(0.99), spent / delivered, load.failures());
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d subscribers: p50 %.1f ms, p99 %.1f ms, %.1f s CPU per GB, %.0f KB/s each, %d thrown out%n",
                    kind.name(),
                    subscribers,
                    hop.p50Ms(),
                    hop.p99Ms(),
                    hop.cpuSecondsPerGb(),
                    delivered * GIGABYTE / 1e3 / subscribers / MEASURED.toSeconds(),
                    hop.failures());
            return Optional.of(hop);
        }
    }

    private static Optional<Double> idle(Kind kind) throws IOException, InterruptedException {
        var relay = Relay.start(kind);
        if (relay.isEmpty()) {
            return Optional.empty();
        }
        try (var running = relay.get()) {
            double before = ResidentMemory.bytes(running.process().pid()) / MEBIBYTE;
            var waiting = TrickleLoad.wait(running.port(), IDLE_READERS);
            Thread.sleep(SETTLING);
            double with = ResidentMemory.bytes(running.process().pid()) / MEBIBYTE;
            for (var socket : waiting) {
                socket.close();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d idle readers: %.0f MiB, %.0f before%n",
                    kind.name(),
                    IDLE_READERS,
                    with,
                    before);
            return Optional.of(with);
        }
    }

    private record Relay(Process process, int port) implements AutoCloseable {
        /** Empty where the program is not installed. */
        static Optional<Relay> start(Kind kind) throws IOException {
            Process process;
            try {
                process = new ProcessBuilder(kind.command())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            } catch (IOException noProgram) {
                return Optional.empty();
            }
            var line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
            if (line == null) {
                throw new IOException("The relay " + kind.name() + " did not start");
            }
            return Optional.of(new Relay(process, Integer.parseInt(line)));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
