package io.headrace.benchmarks.soak;

import io.headrace.benchmarks.Commit;
import io.headrace.benchmarks.Folders;
import io.headrace.cli.ExitCode;
import io.headrace.engine.ChildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./headrace soak}: a network under load and under fire; exit 0 only when it kept every promise. */
@Command(
        name = "soak",
        description = "Publishes and watches live streams on a network of its own while its processes are killed.",
        mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {

    @Option(names = "--streams", defaultValue = "4", description = "streams at once (default: ${DEFAULT-VALUE})")
    private int streams;

    @Option(names = "--minutes", defaultValue = "30", description = "how long they last (default: ${DEFAULT-VALUE})")
    private double minutes;

    @Option(
            names = "--kill-every",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "pause between two kills; 0 for none (default: ${DEFAULT-VALUE})")
    private int killEvery;

    @Option(names = "--no-kills", description = "let everybody live, whatever --kill-every says")
    private boolean noKills;

    @Option(
            names = "--targets",
            split = ",",
            defaultValue = "child,worker,orchestrator",
            description = "what is killed: child, worker, orchestrator, gateway (default: ${DEFAULT-VALUE})")
    private List<String> targets = List.of();

    @Option(names = "--together", description = "all roles in one process, where only children can be killed")
    private boolean together;

    @Option(names = "--size", defaultValue = "320x180", description = "of the source (default: ${DEFAULT-VALUE})")
    private String size = "";

    @Option(names = "--port-offset", defaultValue = "0", description = "added to every default port")
    private int portOffset;

    @Option(names = "--seed", description = "of who is killed when (default: by chance, and told)")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--hostile", description = "a stranger sends garbage and hundreds of connections meanwhile")
    private boolean hostile;

    @Option(
            names = "--max-stall",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "longest time without a new segment that is put up with (default: ${DEFAULT-VALUE})")
    private double maxStall;

    @Option(
            names = "--max-growth",
            paramLabel = "RATIO",
            defaultValue = "1.2",
            description = "memory at the end over memory when it was steady (default: ${DEFAULT-VALUE})")
    private double maxGrowth;

    @Option(names = "--data", paramLabel = "DIR", description = "the network's data directory; stays afterwards")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", description = "print one JSON document on standard output")
    private boolean json;

    @Option(
            names = "--up",
            paramLabel = "OPTION",
            arity = "1",
            description = "one more word for `headrace up`; may be given several times")
    private List<String> up = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, ChildException, InterruptedException {
        var plan = plan();
        var folder =
                data.isPresent() ? Files.createDirectories(data.get()) : Files.createTempDirectory("headrace-soak");
        System.err.println("Seed " + plan.seed() + "; the network's data and logs are in " + folder);
        var source = SourceClip.make(plan.width(), plan.height(), Files.createDirectories(folder.resolve("source")));
        var report = run(plan, folder, source);
        if (json) {
            System.out.println(report.json());
            System.err.print(report.text());
        } else {
            System.out.print(report.text());
        }
        if (report.ok() && data.isEmpty()) {
            Folders.delete(folder);
        }
        return report.ok() ? ExitCode.DONE.code() : ExitCode.JOB_FAILED.code();
    }

    private SoakReport run(SoakPlan plan, Path folder, LoopedStream source) throws IOException, InterruptedException {
        var roles = together ? NetworkUnderTest.Roles.TOGETHER : NetworkUnderTest.Roles.APART;
        try (var network = NetworkUnderTest.start(folder, roles, portOffset, up)) {
            var ending = Thread.ofPlatform().name("shutdown").unstarted(network::close);
            Runtime.getRuntime().addShutdownHook(ending);
            try (var soak = new Soak(plan, network, source)) {
                return new SoakReport(plan, soak.run(), Commit.ofProgram());
            }
        }
    }

    private SoakPlan plan() {
        var kinds = EnumSet.noneOf(NetworkProcess.Kind.class);
        targets.forEach(word -> kinds.add(NetworkProcess.Kind.of(word)));
        var sides = size.split("x", 2);
        return new SoakPlan(
                streams,
                Duration.ofMillis((long) (minutes * 60_000)),
                Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]),
                noKills ? Duration.ZERO : Duration.ofSeconds(killEvery),
                kinds,
                hostile,
                seed.orElseGet(() -> new Random().nextLong(1_000_000)),
                new SoakPlan.Limits(Duration.ofMillis((long) (maxStall * 1000)), maxGrowth));
    }
}
