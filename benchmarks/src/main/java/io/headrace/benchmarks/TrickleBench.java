package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.benchmarks.soak.ResidentMemory;
import io.headrace.node.process.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a trickle relay adds between one publisher and 1, 100 and 1,000 subscribers at 64 KB/s each, what it costs, and
 * what 5,000 idle preconnected readers weigh; beside a plain relay on Node.js (`conformance/relay`), by turns in the same
 * run, both warm and over plain HTTP/1.1 on loopback. Publisher and subscribers are in this process and share the
 * machine with the relay.
 */
final class TrickleBench {

    private static final List<Integer> SUBSCRIBERS = List.of(1, 100, 1_000);
    private static final String OURS = "headrace";
    private static final int WARM_UP_SUBSCRIBERS = 100;
    private static final int IDLE_READERS = 5_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final double GOAL_MS = 60;
    private static final double GIGABYTE = 1e9;
    private static final double MEBIBYTE = 1024.0 * 1024;

    private TrickleBench() {}

    public static void main(String[] arguments) throws Exception {
        var subscribers = arguments.length > 0 ? List.of(Integer.valueOf(arguments[0])) : SUBSCRIBERS;
        var against = new LinkedHashMap<String, Double>();
        double figure = Double.NaN;
        try (var relays = Relays.start(kinds())) {
            for (var relay : relays.all()) {
                load(relay, WARM_UP_SUBSCRIBERS);
            }
            for (int count : subscribers) {
                for (var relay : relays.all()) {
                    var hop = load(relay, count);
                    print(relay.name(), count, hop);
                    hop.addTo(against, relay.name() + count);
                    figure = relay.name().equals(OURS) ? hop.p99Ms() : figure;
                }
            }
        }
        try (var relays = Relays.start(kinds())) {
            for (var relay : relays.all()) {
                against.put(relay.name() + "IdleMiB", idle(relay));
            }
        }
        new Figure("trickle", figure, "ms p99 of a hop", OptionalDouble.of(GOAL_MS), against).print("trickle");
    }

    private static List<Kind> kinds() {
        var program = JavaProgram.running();
        var ours = new JavaProgram(program.java(), System.getProperty("java.class.path"), program.jvmOptions())
                .commandLine("io.headrace.benchmarks.TrickleRelayProcess", List.of());
        var script = Path.of(System.getProperty("headrace.home", "node/target/headrace"))
                .resolve("../../../conformance/relay/relay.mjs")
                .normalize();
        return List.of(new Kind(OURS, ours), new Kind("node", List.of("node", script.toString())));
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

    private static Hop load(Relay relay, int subscribers) throws InterruptedException {
        try (var load = new TrickleLoad(relay.port())) {
            load.subscribe(subscribers);
            load.publish();
            Thread.sleep(WARM_UP);
            load.delays().clear();
            long bytes = load.deliveredBytes();
            long nanos = ProcessorTime.nanos(relay.process().pid());
            Thread.sleep(MEASURED);
            double spent = (ProcessorTime.nanos(relay.process().pid()) - nanos) / 1e9;
            double delivered = (load.deliveredBytes() - bytes) / GIGABYTE;
            return new Hop(load.delays().millis(0.5), load.delays().millis(0.99), spent / delivered, load.failures());
        }
    }

    private static void print(String name, int subscribers, Hop hop) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d subscribers: p50 %.1f ms, p99 %.1f ms, %.1f s CPU per GB, %d thrown out%n",
                name,
                subscribers,
                hop.p50Ms(),
                hop.p99Ms(),
                hop.cpuSecondsPerGb(),
                hop.failures());
    }

    private static double idle(Relay relay) throws IOException, InterruptedException {
        double before = ResidentMemory.bytes(relay.process().pid()) / MEBIBYTE;
        var waiting = TrickleLoad.preconnect(relay.port(), IDLE_READERS);
        Thread.sleep(SETTLING);
        double with = ResidentMemory.bytes(relay.process().pid()) / MEBIBYTE;
        TrickleLoad.release(relay.port(), waiting);
        System.out.printf(
                Locale.ROOT, "%s, %d idle readers: %.0f MiB, %.0f before%n", relay.name(), IDLE_READERS, with, before);
        return with;
    }

    private record Relay(String name, Process process, int port) {
        static Relay start(Kind kind) throws IOException {
            var process = new ProcessBuilder(kind.command())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
            if (line == null) {
                throw new IOException("The relay " + kind.name() + " did not start");
            }
            return new Relay(kind.name(), process, Integer.parseInt(line));
        }
    }

    /** Those that could be started: ours, and Node's where there is one. */
    private record Relays(List<Relay> all) implements AutoCloseable {
        static Relays start(List<Kind> kinds) throws IOException {
            var started = new ArrayList<Relay>();
            for (var kind : kinds) {
                try {
                    started.add(Relay.start(kind));
                } catch (IOException notInstalled) {
                    System.out.println(kind.name() + ": " + notInstalled.getMessage());
                }
            }
            return new Relays(started);
        }

        @Override
        public void close() {
            all.forEach(relay -> relay.process().destroy());
        }
    }
}
