package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.cli.Transcoding;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.local.LocalNetwork;
import io.headrace.node.local.LocalPlan;
import io.headrace.node.role.LiveSettings;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows the whole in one go: a clip is made, transcoded for pay on a network of this machine, and settled. */
@Command(
        name = "demo",
        description = "Runs a local network and a job on it, prints what happened, and ends.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    /** Within the data directory: its jobs are nobody else's. */
    static final String FOLDER = "demo";

    private static final ClipShape CLIP = ClipShape.of(1280, 720, 30, Duration.ofSeconds(12));
    private static final String LADDER = "720p,480p,360p,240p";

    /** Winners are redeemed when their offers have expired: forty blocks of a quarter of a second. */
    private static final Duration PATIENCE_WITH_SETTLEMENT = Duration.ofSeconds(30);

    private final Map<String, String> environment;

    @Option(names = "--data", paramLabel = "DIR", description = "the data directory")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "headrace-demo",
            paramLabel = "DIR",
            description = "where the result goes (default: ${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    public DemoCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var root = data.map(DataDirectory::new)
                .orElseGet(() -> DataDirectory.standard(environment))
                .of(FOLDER);
        var plan = new LocalPlan(
                root.created(),
                new LocalPlan.Ports.Any(),
                LocalPlan.Money.LEDGER,
                Map.of(),
                LiveSettings.open(0),
                Preset.VERYFAST,
                1);
        try (var network = LocalNetwork.start(plan)) {
            say("A network of three orchestrators and a gateway is up at " + network.gatewayUri());
            var clip = clip(network, root.root().resolve("clip.mp4"));
            say("A clip of 12 seconds is made: " + clip);
            var job = Transcoding.run(network.gatewayUri(), clip, output, Map.of("ladder", LADDER), System.err, json);
            var id = new JobId(job.path("job").asString(""));
            awaitSettlement(network, id);
            network.gateway().keepRecord(id);
            return report(network, job, id).code();
        } catch (IOException unfit) {
            throw new CommandFailed(ExitCode.UNFIT, "The demo could not be run: " + unfit.getMessage());
        }
    }

    private static Path clip(LocalNetwork network, Path file) throws IOException, InterruptedException {
        Files.deleteIfExists(file);
        network.gateway().makeClip(file, CLIP);
        return file;
    }

    /** Waits, visibly, until a winner of the job is paid out on the ledger. */
    private void awaitSettlement(LocalNetwork network, JobId job) throws InterruptedException {
        long winners =
                facts(network, job).filter(Fact.WinnerFound.class::isInstance).count();
        say(winners
                + " tickets won. A winner is redeemed once its offer has expired, which takes some ten seconds ...");
        long end = System.nanoTime() + PATIENCE_WITH_SETTLEMENT.toNanos();
        while (winners > 0
                && facts(network, job).noneMatch(Fact.Redeemed.class::isInstance)
                && System.nanoTime() < end) {
            Thread.sleep(250);
        }
    }

    private ExitCode report(LocalNetwork network, JsonNode job, JobId id) {
        var money = money(network, id);
        boolean ok = job.path("state").asString("").equals("Completed");
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("ok", ok);
            document.put("jobs", List.of(job));
            document.put("money", money);
            JsonOutput.print(System.out, document);
        } else {
            say("Job " + id + " is " + job.path("state").asString("") + ": " + output.resolve("master.m3u8"));
            say("Paid: " + money.get("fees") + " wei for the work, in "
                    + job.path("tickets").asLong(0)
                    + " tickets worth "
                    + Credit.parse(String.valueOf(money.get("expectedValue"))).rounded()
                    + " wei; redeemed on the ledger: " + money.get("redeemed") + " wei.");
            say("`headrace explain " + id + data.map(dir -> " --data " + dir).orElse("") + "` tells its story.");
        }
        return ok ? ExitCode.DONE : ExitCode.JOB_FAILED;
    }

    private Map<String, Object> money(LocalNetwork network, JobId job) {
        var own = network.gateway().journal().read(job).stream()
                .map(JournalEntry::fact)
                .toList();
        var money = new LinkedHashMap<String, Object>();
        money.put(
                "fees",
                sum(own.stream()
                        .filter(Fact.FeeSettled.class::isInstance)
                        .map(fact -> ((Fact.FeeSettled) fact).fee())));
        money.put(
                "expectedValue",
                sum(own.stream()
                        .filter(Fact.TicketsSent.class::isInstance)
                        .map(fact -> ((Fact.TicketsSent) fact).expectedValue())));
        money.put(
                "redeemed",
                facts(network, job)
                        .filter(Fact.Redeemed.class::isInstance)
                        .map(fact -> ((Fact.Redeemed) fact).amount())
                        .reduce(Wei.ZERO, Wei::plus)
                        .toString());
        network.chain().ifPresent(chain -> {
            money.put(
                    "gatewayBalance",
                    chain.broker().funds(network.gateway().address()).deposit().toString());
            var sellers = new LinkedHashMap<String, String>();
            network.orchestrators()
                    .forEach(each -> sellers.put(
                            each.name(),
                            chain.bonding()
                                    .standing(each.address())
                                    .pendingFees()
                                    .toString()));
            money.put("orchestratorBalances", sellers);
        });
        return money;
    }

    private static String sum(Stream<Credit> amounts) {
        return amounts.reduce(Credit.ZERO, Credit::plus).toString();
    }

    private static Stream<Fact> facts(LocalNetwork network, JobId job) {
        return network.orchestrators().stream()
                .flatMap(each -> each.journal().read(job).stream())
                .map(JournalEntry::fact);
    }

    private void say(String sentence) {
        (json ? System.err : System.out).println(sentence);
    }
}
