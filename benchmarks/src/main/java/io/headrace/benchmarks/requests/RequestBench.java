package io.headrace.benchmarks.requests;

import io.headrace.benchmarks.Figure;
import io.headrace.benchmarks.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./headrace bench requests}: what a network adds to a request, beside asking its runner directly, in one run. The
 * runner answers at once, so that all that is measured is the way; tickets flow.
 */
@Command(
        name = "requests",
        description = "Asks a runner directly and through a network: delays, rates, tokens.",
        mixinStandardHelpOptions = true)
public final class RequestBench implements Callable<Integer> {

    private static final double GOAL_MS = 0.5;

    @Option(names = "--pairs", defaultValue = "2000", description = "requests each way, one at a time, in turns")
    private int pairs;

    @Option(names = "--rate", defaultValue = "200", description = "requests a second that are to be sustained")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "for how long (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--streams", defaultValue = "20", description = "answers in tokens at once")
    private int streams;

    @Option(names = "--pace", defaultValue = "50", description = "tokens a second of each (default: ${DEFAULT-VALUE})")
    private int pace;

    @Option(names = "--warm-up", defaultValue = "20", description = "seconds at the rate before anything is measured")
    private int warmUp;

    @Option(names = "--port-offset", defaultValue = "6000", description = "added to every default port")
    private int portOffset;

    @Option(names = "--chain", defaultValue = "ledger", description = "ledger, or off for requests that cost nothing")
    private String chain = "";

    @Option(names = "--data", paramLabel = "DIR", description = "the network's data; stays afterwards")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", description = "the line of JSON alone")
    private boolean json;

    /** What was found, by name with unit. */
    private final Map<String, Double> found = new LinkedHashMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RequestBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var folder =
                data.isPresent() ? Files.createDirectories(data.get()) : Files.createTempDirectory("headrace-requests");
        try (var network = RequestNetwork.start(folder, portOffset, chain);
                var direct = new ModelClient(network.runner().uri());
                var through = new ModelClient(network.network().gateway())) {
            measure(network, direct, through);
        }
        if (data.isEmpty()) {
            Folders.delete(folder);
        }
        return 0;
    }

    private void measure(RequestNetwork network, ModelClient direct, ModelClient through)
            throws IOException, InterruptedException {
        var load = new SustainedLoad(network, through);
        load.warmUp(rate, Duration.ofSeconds(warmUp), direct);
        tell(TurnByTurn.measure(network, direct, through, pairs));
        var streamed = new TokenStreams(streams, pace);
        tell(streamed.measure("direct", direct));
        tell(streamed.measure("through", through));
        tell(load.sustain(rate, Duration.ofSeconds(seconds)));
        int highest = load.highest(rate);
        say("highest rate held: " + highest + " a second");
        found.put("highestPerSecond", (double) highest);
        double own = found.getOrDefault("ownP50Ms", Double.NaN);
        new Figure("requests", own, "ms of the gateway's own, p50", OptionalDouble.of(GOAL_MS), found)
                .print("requests");
    }

    private void tell(Finding finding) {
        say(finding.text());
        finding.addTo(found);
    }

    private void say(String line) {
        if (!json) {
            System.out.println(line);
        }
    }
}
