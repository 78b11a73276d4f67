package io.headrace.benchmarks.live;

import io.headrace.benchmarks.Commit;
import io.headrace.benchmarks.Folders;
import io.headrace.benchmarks.soak.LoopedStream;
import io.headrace.benchmarks.soak.NetworkUnderTest;
import io.headrace.benchmarks.soak.SourceClip;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./headrace bench swap}: what viewers see when the orchestrator behind a stream is drained, dies or stalls. */
@Command(
        name = "swap",
        description = "Drains, kills and stalls the orchestrator that serves a real-time stream, again and again.",
        mixinStandardHelpOptions = true)
public final class SwapBench implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    /** Before the blow, so that somebody stands by, after it, and until the network is whole again. */
    private static final Duration QUIET = Duration.ofSeconds(12);

    private static final Duration WATCHED = Duration.ofSeconds(6);

    /** What a viewer sees in this time before the blow is what the machine does to a stream without any. */
    private static final Duration CALM = Duration.ofSeconds(7);

    private static final Duration HEALING = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FIRST_FRAMES = 30;

    @Option(names = "--runs", defaultValue = "10", description = "of each kind (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(names = "--blows", split = ",", defaultValue = "drained,killed,stalled", description = "${DEFAULT-VALUE}")
    private List<String> blows = List.of();

    @Option(names = "--pipeline", defaultValue = "noop", description = "(default: ${DEFAULT-VALUE})")
    private String pipeline = "";

    @Option(names = "--standby", defaultValue = "warm", description = "none, warm or hot (default: ${DEFAULT-VALUE})")
    private String standby = "";

    @Option(names = "--size", defaultValue = "640x360", description = "of the source (default: ${DEFAULT-VALUE})")
    private String size = "";

    @Option(names = "--warm-up", defaultValue = "45", description = "seconds of a stream before the first run")
    private int warmUp;

    @Option(names = "--port-offset", defaultValue = "0", description = "added to every default port")
    private int portOffset;

    @Option(names = "--data", paramLabel = "DIR", description = "the network's data; stays afterwards")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--up", paramLabel = "OPTION", arity = "1", description = "one more word for `headrace up`")
    private List<String> up = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SwapBench()).execute(arguments));
    }

    /** One run. */
    private record Run(
            Blow blow, long begunNanos, SeenFrames.Findings calm, SeenFrames.Findings seen, String from, String to) {
        /** How long after the blow the longest gap ended: what of it the blow did, and what came of its consequences. */
        long gapAfterMillis() {
            return Duration.ofNanos(seen.gapEndNanos() - begunNanos).toMillis();
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-8s %5d frames, %3d lost, %3d repeated, longest gap %5d ms, %d ms after the blow (%d ms before it), %s to %s",
                    blow.word(),
                    seen.frames(),
                    seen.lost(),
                    seen.repeated(),
                    seen.longestGap().toMillis(),
                    gapAfterMillis(),
                    calm.longestGap().toMillis(),
                    from,
                    to);
        }
    }

    @Override
    public Integer call() throws Exception {
        var folder =
                data.isPresent() ? Files.createDirectories(data.get()) : Files.createTempDirectory("headrace-swap");
        var sides = size.split("x", 2);
        var clip = SourceClip.makeForBrowsers(
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]),
                Files.createDirectories(folder.resolve("source")));
        var all = new ArrayList<Run>();
        try (var network = NetworkUnderTest.start(folder, NetworkUnderTest.Roles.APART, portOffset, up)) {
            var live = new LiveNetwork(network, folder);
            warmUp(live, clip);
            for (var word : blows) {
                var blow = Blow.valueOf(word.toUpperCase(Locale.ROOT));
                for (int i = 0; i < runs; i++) {
                    var run = run(live, clip, blow, word + "-" + i);
                    System.err.println(run.line());
                    all.add(run);
                }
            }
        }
        System.out.println(json(all));
        if (data.isEmpty()) {
            Folders.delete(folder);
        }
        return 0;
    }

    private void warmUp(LiveNetwork live, LoopedStream clip) throws Exception {
        var name = "warm-up";
        try (var _ = LiveCamera.on(whip(live, name), clip);
                var _ = LiveScreen.on(URI.create(live.stream(name + "-out") + "/whep"))) {
            Thread.sleep(Duration.ofSeconds(warmUp));
            live.stop(name);
        }
    }

    private URI whip(LiveNetwork live, String name) {
        return URI.create(live.stream(name) + "/whip?pipeline=" + pipeline + "&standby=" + standby);
    }

    private Run run(LiveNetwork live, LoopedStream clip, Blow blow, String name) throws Exception {
        try (var camera = LiveCamera.on(whip(live, name), clip);
                var screen = LiveScreen.on(URI.create(live.stream(name + "-out") + "/whep"))) {
            if (!screen.await(FIRST_FRAMES, PATIENCE)) {
                throw new IllegalStateException(name + ": " + camera.sent() + " pictures were sent and only "
                        + screen.seen() + " came within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(QUIET);
            var from = live.serving(name);
            long begun = System.nanoTime();
            live.strike(from, blow);
            Thread.sleep(WATCHED);
            var calm = screen.between(begun - CALM.toNanos(), begun);
            var seen = screen.between(begun - Duration.ofSeconds(1).toNanos(), System.nanoTime());
            var to = live.serving(name);
            live.heal(from, blow);
            live.stop(name);
            return new Run(blow, begun, calm, seen, from, to);
        } finally {
            Thread.sleep(HEALING);
        }
    }

    private String json(List<Run> all) {
        var kinds = new ArrayList<Map<String, Object>>();
        for (var blow : Blow.values()) {
            var of = all.stream().filter(run -> run.blow() == blow).toList();
            if (!of.isEmpty()) {
                kinds.add(Map.of(
                        "blow", blow.word(),
                        "runs", of.size(),
                        "lost", of.stream().map(run -> run.seen().lost()).toList(),
                        "repeated",
                                of.stream().map(run -> run.seen().repeated()).toList(),
                        "calmGapMs",
                                of.stream()
                                        .map(run -> run.calm().longestGap().toMillis())
                                        .toList(),
                        "longestGapAfterMs",
                                of.stream().map(Run::gapAfterMillis).toList(),
                        "longestGapMs",
                                of.stream()
                                        .map(run -> run.seen().longestGap().toMillis())
                                        .toList()));
            }
        }
        return JSON.writeValueAsString(Map.of(
                "name", "swap",
                "pipeline", pipeline,
                "standby", standby,
                "size", size,
                "kinds", kinds,
                "commit", Commit.ofProgram()));
    }
}
