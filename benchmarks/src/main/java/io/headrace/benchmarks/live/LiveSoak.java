package io.headrace.benchmarks.live;

import io.headrace.benchmarks.Commit;
import io.headrace.benchmarks.Folders;
import io.headrace.benchmarks.soak.NetworkUnderTest;
import io.headrace.benchmarks.soak.ResidentMemory;
import io.headrace.benchmarks.soak.SourceClip;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./headrace bench live-soak}: one real-time stream for a long time, whose orchestrator is taken out of service every
 * minute: does it grow, and does it lose pictures?
 */
@Command(
        name = "live-soak",
        description = "One real-time stream with a planned swap every minute: memory and pictures.",
        mixinStandardHelpOptions = true)
public final class LiveSoak implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration FIRST = Duration.ofSeconds(60);
    private static final Duration SAMPLE = Duration.ofSeconds(10);
    private static final Duration LEAVING = Duration.ofSeconds(10);
    private static final int SAMPLES_A_MINUTE = 6;
    private static final double MIB = 1 << 20;

    @Option(names = "--minutes", defaultValue = "30", description = "(default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--pipeline", defaultValue = "edges", description = "(default: ${DEFAULT-VALUE})")
    private String pipeline = "";

    @Option(names = "--size", defaultValue = "640x360", description = "of the source (default: ${DEFAULT-VALUE})")
    private String size = "";

    @Option(names = "--port-offset", defaultValue = "0", description = "added to every default port")
    private int portOffset;

    @Option(names = "--data", paramLabel = "DIR", description = "the network's data; stays afterwards")
    private Optional<Path> data = Optional.empty();

    private final HttpClient http = HttpClient.newHttpClient();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LiveSoak()).execute(arguments));
    }

    /**
     * One look.
     *
     * @param gateway its resident bytes
     * @param network those of all processes
     */
    private record Sample(long gateway, long network) {}

    @Override
    public Integer call() throws Exception {
        var folder = data.isPresent()
                ? Files.createDirectories(data.get())
                : Files.createTempDirectory("headrace-live-soak");
        var sides = size.split("x", 2);
        var clip = SourceClip.makeForBrowsers(
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]),
                Files.createDirectories(folder.resolve("source")));
        var name = "soak";
        try (var network = NetworkUnderTest.start(folder, NetworkUnderTest.Roles.APART, portOffset, List.of())) {
            var live = new LiveNetwork(network, folder);
            var whip = URI.create(live.stream(name) + "/whip?pipeline=" + pipeline + "&standby=warm");
            try (var camera = LiveCamera.on(whip, clip);
                    var screen = LiveScreen.on(URI.create(live.stream(name + "-out") + "/whep"))) {
                if (!screen.await(1, FIRST)) {
                    throw new IOException("Nothing came within " + FIRST.toSeconds() + " s; see " + folder);
                }
                long begun = System.nanoTime();
                long sentBefore = camera.sent();
                var samples = watch(network, live, name, screen);
                var seen = screen.between(begun, System.nanoTime());
                System.out.println(json(samples, camera.sent() - sentBefore, seen, viewers(network, name)));
            }
        }
        if (data.isEmpty()) {
            Folders.delete(folder);
        }
        return 0;
    }

    private List<Sample> watch(NetworkUnderTest network, LiveNetwork live, String name, LiveScreen screen)
            throws IOException, InterruptedException {
        var samples = new ArrayList<Sample>();
        for (int minute = 1; minute <= minutes; minute++) {
            long begun = System.nanoTime();
            for (int i = 0; i < SAMPLES_A_MINUTE - 1; i++) {
                Thread.sleep(SAMPLE);
                samples.add(new Sample(ResidentMemory.bytes(network.gatewayPid()), network.residentBytes()));
            }
            var from = live.serving(name);
            live.strike(from, Blow.DRAINED);
            Thread.sleep(LEAVING);
            var to = live.serving(name);
            live.heal(from, Blow.DRAINED);
            var seen = screen.between(begun, System.nanoTime());
            System.err.println(String.format(
                    Locale.ROOT,
                    "minute %2d: %4d pictures, %d lost, %d repeated, longest gap %d ms, gateway %.0f MiB, all %.0f MiB, %s to %s",
                    minute,
                    seen.frames(),
                    seen.lost(),
                    seen.repeated(),
                    seen.longestGap().toMillis(),
                    samples.getLast().gateway() / MIB,
                    samples.getLast().network() / MIB,
                    from,
                    to));
        }
        return samples;
    }

    /** What the gateway counted itself. */
    private JsonNode viewers(NetworkUnderTest network, String name) throws IOException, InterruptedException {
        var uri = network.gatewayAdmin().resolve("/realtime/" + name + "/frames");
        var answer = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).path("viewers");
    }

    private String json(List<Sample> samples, long sent, SeenFrames.Findings seen, JsonNode viewers)
            throws IOException {
        var found = new LinkedHashMap<String, Object>();
        found.put("name", "live-soak");
        found.put("minutes", minutes);
        found.put("pipeline", pipeline);
        found.put("sent", sent);
        found.put("seen", seen.frames());
        found.put("lost", seen.lost());
        found.put("repeated", seen.repeated());
        found.put("longestGapMs", seen.longestGap().toMillis());
        found.put("gateway", growth(samples, Sample::gateway));
        found.put("network", growth(samples, Sample::network));
        found.put("viewers", viewers);
        found.put("commit", Commit.ofProgram());
        return JSON.writeValueAsString(found);
    }

    /** The last minute over the one after a third of the time. */
    private Map<String, Object> growth(List<Sample> samples, ToLongFunction<Sample> bytes) {
        int aMinute = SAMPLES_A_MINUTE - 1;
        int third = samples.size() / 3;
        double before = mean(samples.subList(third, Math.min(samples.size(), third + aMinute)), bytes);
        double after = mean(samples.subList(Math.max(0, samples.size() - aMinute), samples.size()), bytes);
        return Map.of(
                "beforeMiB", Math.round(before / MIB), "afterMiB", Math.round(after / MIB), "ratio", after / before);
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> bytes) {
        return samples.stream().mapToLong(bytes).average().orElse(Double.NaN);
    }
}
