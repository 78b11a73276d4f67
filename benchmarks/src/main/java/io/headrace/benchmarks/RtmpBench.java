package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.benchmarks.soak.LoopedStream;
import io.headrace.benchmarks.soak.SourceClip;
import io.headrace.benchmarks.soak.StreamPublisher;
import io.headrace.media.MediaTime;
import io.headrace.node.process.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What it costs to take a stream in by RTMP, above reading the same pictures and sounds from a socket, and beside {@code
 * ffmpeg -listen 1} with a process for each stream. All three take the same streams at the same time, in real time, so
 * that a busy machine weighs on them alike; each is in processes of its own.
 */
final class RtmpBench {

    private static final int STREAMS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(40);
    private static final Duration FFMPEG_LISTENS = Duration.ofSeconds(3);
    private static final double NANOS_PER_TICK = 1e9 / MediaTime.TICKS_PER_SECOND;

    private final LoopedStream source;
    private final List<StreamPublisher> publishers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private RtmpBench(LoopedStream source) {
        this.source = source;
    }

    public static void main(String[] arguments) throws Exception {
        int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : STREAMS;
        var folder = Files.createTempDirectory("rtmp-bench");
        var bench = new RtmpBench(SourceClip.make(1280, 720, folder));
        try {
            bench.measure(streams);
        } finally {
            bench.stop();
            Folders.delete(folder);
        }
    }

    private void measure(int streams) throws IOException, InterruptedException {
        var ours = intake("rtmp");
        var floor = intake("socket");
        var peers = ffmpegs(streams);
        for (int i = 0; i < streams; i++) {
            publish(URI.create("rtmp://127.0.0.1:" + ours.port() + "/live/stream" + i));
            start(() -> write(floor.port()));
        }
        for (var peer : peers) {
            publish(URI.create("rtmp://127.0.0.1:" + peer.port() + "/live/stream"));
        }
        Thread.sleep(WARM_UP);
        long broken = breaks();
        var before = List.of(nanos(ours), nanos(floor), nanos(peers));
        Thread.sleep(MEASURED);
        var after = List.of(nanos(ours), nanos(floor), nanos(peers));
        if (breaks() > broken) {
            throw new IllegalStateException("A publisher was thrown out: "
                    + publishers.stream().map(StreamPublisher::lastBreak).toList());
        }
        report(
                streams,
                share(before, after, 0, streams),
                share(before, after, 1, streams),
                share(before, after, 2, peers.size()));
    }

    /** Of all publishers; one whose listener was not up yet comes again while they warm up. */
    private long breaks() {
        return publishers.stream().mapToLong(StreamPublisher::breaks).sum();
    }

    /** One who listens, and where. */
    private record Listener(long pid, int port) {}

    private Listener intake(String kind) throws IOException {
        var program = JavaProgram.running();
        var command = new JavaProgram(program.java(), System.getProperty("java.class.path"), program.jvmOptions())
                .commandLine("io.headrace.benchmarks.IntakeProcess", List.of(kind));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        var line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        if (line == null) {
            throw new IOException("The intake " + kind + " did not start");
        }
        return new Listener(process.pid(), Integer.parseInt(line));
    }

    /** Empty where there is no ffmpeg. */
    private List<Listener> ffmpegs(int streams) throws InterruptedException, IOException {
        var listeners = new ArrayList<Listener>();
        for (int i = 0; i < streams; i++) {
            int port = freePort();
            var url = "rtmp://127.0.0.1:" + port + "/live/stream";
            try {
                var process = new ProcessBuilder(
                                "ffmpeg", "-v", "error", "-listen", "1", "-i", url, "-c", "copy", "-f", "null", "-")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                processes.add(process);
                listeners.add(new Listener(process.pid(), port));
            } catch (IOException noProgram) {
                return List.of();
            }
        }
        Thread.sleep(FFMPEG_LISTENS);
        return listeners;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void publish(URI url) {
        var publisher = new StreamPublisher(url, source);
        publishers.add(publisher);
        start(publisher::run);
    }

    private void start(Runnable task) {
        threads.add(Thread.ofVirtual().start(task));
    }

    /** The same bytes at the same times, without a protocol. */
    private void write(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var out = socket.getOutputStream();
            long begun = System.nanoTime();
            for (long number = 0; true; number++) {
                var unit = source.unit(number);
                long due = begun + (long) (unit.decoding().ticks() * NANOS_PER_TICK);
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                unit.bytes().writeTo(out);
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static long nanos(Listener listener) {
        return ProcessorTime.nanos(listener.pid());
    }

    private static long nanos(List<Listener> listeners) {
        return listeners.stream().mapToLong(RtmpBench::nanos).sum();
    }

    /** Milliseconds of processor time for a second of one stream. */
    private static double share(List<Long> before, List<Long> after, int which, int streams) {
        return (after.get(which) - before.get(which)) / 1e6 / MEASURED.toSeconds() / Math.max(1, streams);
    }

    private void report(int streams, double ours, double floor, double ffmpeg) {
        System.out.printf(
                Locale.ROOT,
                "%d streams of 1280x720, %.1f Mbit/s each, by RTMP for %d s; processor time for a second of one stream%n"
                        + "  server: %.2f ms%n"
                        + "  floor: %.2f ms (the same bytes read from sockets)%n"
                        + "  ffmpeg -listen 1: %.2f ms (0: there is none)%n"
                        + "  ratio to the floor %.2f, to ffmpeg %.2f%n",
                streams,
                source.bitsPerSecond() / 1e6,
                MEASURED.toSeconds(),
                ours,
                floor,
                ffmpeg,
                ours / floor,
                ours / ffmpeg);
        var against = new LinkedHashMap<String, Double>();
        against.put("floorMs", floor);
        against.put("ffmpegMs", ffmpeg);
        against.put("timesFloor", ours / floor);
        against.put("streams", (double) streams);
        new Figure("rtmp", ours, "ms CPU per second of a stream", OptionalDouble.empty(), against).print("rtmp");
    }

    private void stop() {
        threads.forEach(Thread::interrupt);
        processes.forEach(Process::destroy);
    }
}
