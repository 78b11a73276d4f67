package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.benchmarks.soak.NetworkUnderTest;
import io.headrace.benchmarks.soak.PlaylistSnapshot;
import io.headrace.benchmarks.soak.SourceClip;
import io.headrace.benchmarks.soak.StreamPublisher;
import io.headrace.benchmarks.soak.ViewerClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a second of one viewer costs a gateway, beside the JDK's own server of files ({@code jdk.httpserver}, a process
 * that knows only a folder) with the same playlist and segments. Both serve as many viewers at the same time, each of
 * whom reads the playlist and one segment every two seconds. The stream is over by then, so that the gateway does
 * nothing else.
 */
final class ViewersBench {

    private static final int VIEWERS = 200;
    private static final int VIEWERS_OF_AN_ADDRESS = 40;
    private static final int PORT_OFFSET = 5_000;
    private static final Duration STREAM = Duration.ofSeconds(16);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What {@code jwebserver} starts. */
    private static final String FILE_SERVER = "jdk.httpserver/sun.net.httpserver.simpleserver.Main";

    private final int viewers;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong failures = new AtomicLong();

    private ViewersBench(int viewers) {
        this.viewers = viewers;
    }

    public static void main(String[] arguments) throws Exception {
        var bench = new ViewersBench(arguments.length > 0 ? Integer.parseInt(arguments[0]) : VIEWERS);
        var folder = Files.createTempDirectory("viewers-bench");
        try (var client = ViewerClient.open();
                var network = NetworkUnderTest.start(folder, NetworkUnderTest.Roles.APART, PORT_OFFSET, List.of())) {
            var playlist = publish(network, client, folder);
            var files = Files.createDirectory(folder.resolve("files"));
            int segments = copy(playlist, client, files);
            bench.measure(network.gatewayPid(), playlist, files, segments);
        } finally {
            Folders.delete(folder);
        }
    }

    /** The playlist of the stream's first rendition, once it is complete. */
    private static URI publish(NetworkUnderTest network, ViewerClient client, Path folder) throws Exception {
        var source = SourceClip.make(640, 360, Files.createDirectory(folder.resolve("source")));
        var publisher = new StreamPublisher(network.rtmp("bench"), source);
        var thread = Thread.ofVirtual().start(publisher::run);
        Thread.sleep(STREAM);
        publisher.end();
        thread.join();
        var master = network.master("bench");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            var first = client.text(master)
                    .flatMap(text -> PlaylistSnapshot.variants(text).stream().findFirst())
                    .map(master::resolve);
            if (first.isPresent()
                    && client.text(first.get()).map(PlaylistSnapshot::parse).stream()
                            .anyMatch(PlaylistSnapshot::ended)) {
                return first.get();
            }
            Thread.sleep(Duration.ofMillis(500));
        }
        throw new IllegalStateException("The stream did not end within " + PATIENCE.toSeconds() + " s");
    }

    /** Copies the playlist and its segments; says how many there are. */
    private static int copy(URI playlist, ViewerClient client, Path files) throws IOException, InterruptedException {
        var text = client.text(playlist).orElseThrow();
        Files.writeString(files.resolve("playlist.m3u8"), text);
        var entries = PlaylistSnapshot.parse(text).entries();
        for (var entry : entries) {
            var file = files.resolve(entry.uri());
            Files.createDirectories(file.resolveSibling("."));
            try (var out = Files.newOutputStream(file)) {
                client.bytes(playlist.resolve(entry.uri())).orElseThrow().writeTo(out);
            }
        }
        return entries.size();
    }

    private void measure(long gateway, URI playlist, Path files, int segments) throws Exception {
        var plain = plainServer(files);
        try {
            var other = URI.create("http://127.0.0.1:" + port(plain) + "/playlist.m3u8");
            var clients = new ArrayList<ViewerClient>();
            for (int i = 0; i < viewers; i++) {
                if (i % VIEWERS_OF_AN_ADDRESS == 0) {
                    clients.add(ViewerClient.from(address(clients.size())));
                }
                watch(playlist, clients.getLast(), i);
                watch(other, clients.getLast(), i);
            }
            Thread.sleep(WARM_UP);
            long gatewayBefore = ProcessorTime.nanos(gateway);
            long plainBefore = ProcessorTime.nanos(plain.pid());
            Thread.sleep(MEASURED);
            double ours = perViewerSecond(ProcessorTime.nanos(gateway) - gatewayBefore);
            double theirs = perViewerSecond(ProcessorTime.nanos(plain.pid()) - plainBefore);
            threads.forEach(Thread::interrupt);
            clients.forEach(ViewerClient::close);
            report(ours, theirs, segments, Files.size(files.resolve("playlist.m3u8")));
        } finally {
            plain.destroy();
        }
    }

    private static InetAddress address(int number) throws IOException {
        return InetAddress.getByName("127.0.1." + (number + 1));
    }

    private static Process plainServer(Path files) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, "-XX:+UseSerialGC", "-m", FILE_SERVER, "-p", "0", "-o", "none", "-d", files.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** It ends its first lines with {@code port 12345}, or {@code http://127.0.0.1:12345/}. */
    private static int port(Process server) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("URL ")) {
                return URI.create(line.substring("URL ".length()).strip()).getPort();
            }
        }
        throw new IOException("The JDK's file server did not say where it listens");
    }

    private void watch(URI playlist, ViewerClient client, int number) {
        var offset = PERIOD.multipliedBy(number).dividedBy(viewers);
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                long due = System.nanoTime() + offset.toNanos();
                for (int round = number; true; round++) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                    look(playlist, client, round);
                    due += PERIOD.toNanos();
                }
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void look(URI playlist, ViewerClient client, int round) throws InterruptedException {
        var entries =
                client.text(playlist).map(text -> PlaylistSnapshot.parse(text).entries());
        boolean served = entries.isPresent()
                && client.bytes(playlist.resolve(
                                entries.get().get(round % entries.get().size()).uri()))
                        .isPresent();
        failures.addAndGet(served ? 0 : 1);
    }

    private double perViewerSecond(long nanos) {
        return nanos / 1e6 / MEASURED.toSeconds() / viewers;
    }

    private void report(double ours, double theirs, int segments, long playlistBytes) {
        System.out.printf(
                Locale.ROOT,
                "%d viewers of a rendition at each server for %d s, %d segments, playlist of %d bytes, %d looks failed%n"
                        + "  gateway: %.3f ms CPU for a second of one viewer, %.0f viewers per core%n"
                        + "  the JDK's file server: %.3f ms, %.0f viewers per core%n"
                        + "  ratio: %.2f%n",
                viewers,
                MEASURED.toSeconds(),
                segments,
                playlistBytes,
                failures.get(),
                ours,
                1000 / ours,
                theirs,
                1000 / theirs,
                ours / theirs);
        var against = new LinkedHashMap<String, Double>();
        against.put("msPerViewerSecond", ours);
        against.put("fileServerMsPerViewerSecond", theirs);
        against.put("timesFileServer", ours / theirs);
        against.put("failedLooks", (double) failures.get());
        new Figure("viewers", 1000 / ours, "viewers per core", OptionalDouble.empty(), against).print("viewers");
    }
}
