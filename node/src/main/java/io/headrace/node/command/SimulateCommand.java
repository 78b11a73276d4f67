package io.headrace.node.command;

import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.simulation.PlantedBug;
import io.headrace.simulation.Simulation;
import io.headrace.simulation.SimulationConfig;
import io.headrace.simulation.SimulationReport;
import io.headrace.simulation.chain.ChainConfig;
import io.headrace.simulation.chain.ChainReport;
import io.headrace.simulation.chain.ChainSimulation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A whole network on virtual time, and then nodes that settle on a bad chain. */
@Command(
        name = "simulate",
        description = "Runs the production machines of a whole network on virtual time, with faults from a seed.",
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--seed", defaultValue = "1", description = "the first seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--seeds", defaultValue = "1", description = "how many seeds, one after the other")
    private int seeds;

    @Option(names = "--jobs", defaultValue = "1000", description = "jobs of each (default: ${DEFAULT-VALUE})")
    private int jobs;

    @Option(names = "--bug", description = "a mistake to plant: ${COMPLETION-CANDIDATES}")
    private Optional<PlantedBug> bug = Optional.empty();

    @Option(names = "--chain-only", description = "only the nodes that settle on a chain, without the network")
    private boolean chainOnly;

    @Option(names = "--live", description = "only live sessions: what each kind of fault costs their viewers")
    private boolean live;

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    @Override
    public Integer call() {
        if (live) {
            return new LiveSimulations(seed, seeds).run(json).code();
        }
        var runs = new ArrayList<Run>();
        for (long each = seed; each < seed + seeds; each++) {
            var run = run(each);
            runs.add(run);
            if (!json) {
                System.out.print(run.text());
            }
        }
        boolean kept = runs.stream().allMatch(Run::ok);
        if (json) {
            JsonOutput.print(
                    System.out,
                    Map.of("ok", kept, "seeds", runs.stream().map(Run::document).toList()));
        }
        return (kept ? ExitCode.DONE : ExitCode.JOB_FAILED).code();
    }

    private Run run(long each) {
        var config = SimulationConfig.of(each).withJobs(jobs);
        return new Run(
                chainOnly
                        ? Optional.empty()
                        : Optional.of(Simulation.run(bug.map(config::with).orElse(config))),
                ChainSimulation.run(ChainConfig.of(each)));
    }

    /** What came of one seed. */
    private record Run(Optional<SimulationReport> network, ChainReport chain) {

        boolean ok() {
            return network.map(SimulationReport::ok).orElse(true) && chain.ok();
        }

        String text() {
            return network.map(SimulationReport::text).orElse("") + chain.text();
        }

        Map<String, Object> document() {
            var fields = new LinkedHashMap<String, Object>();
            network.ifPresent(report -> fields.putAll(SimulateCommand.document(report)));
            fields.put("seed", chain.seed());
            fields.put("ok", ok());
            fields.put("chain", SimulateCommand.document(chain));
            return fields;
        }
    }

    private static Map<String, Object> document(SimulationReport report) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("seed", report.seed());
        fields.put("ok", report.ok());
        report.violation().ifPresent(broken -> fields.put("violation", broken));
        fields.put("jobs", new TreeMap<>(report.endings()));
        fields.put("published", report.published());
        fields.put("faults", new TreeMap<>(report.faults()));
        fields.put("virtualSeconds", report.virtual().toSeconds());
        fields.put("money", report.money());
        fields.put("events", report.log());
        fields.put("hash", report.hash());
        return fields;
    }

    private static Map<String, Object> document(ChainReport report) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ok", report.ok());
        report.violation().ifPresent(broken -> fields.put("violation", broken));
        fields.put("blocks", report.blocks());
        fields.put("transactions", report.transactions());
        fields.put("rewards", report.rewards());
        fields.put("winners", new TreeMap<>(report.winners()));
        fields.put("faults", new TreeMap<>(report.faults()));
        fields.put("incidents", new TreeMap<>(report.incidents()));
        fields.put("virtualSeconds", report.virtual().toSeconds());
        fields.put("events", report.log());
        fields.put("hash", report.hash());
        return fields;
    }
}
