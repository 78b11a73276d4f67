package io.headrace.node.command;

import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.simulation.PlantedBug;
import io.headrace.simulation.Simulation;
import io.headrace.simulation.SimulationConfig;
import io.headrace.simulation.SimulationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A whole network on virtual time. */
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

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    @Override
    public Integer call() {
        var reports = new ArrayList<SimulationReport>();
        for (long each = seed; each < seed + seeds; each++) {
            var config = SimulationConfig.of(each).withJobs(jobs);
            var report = Simulation.run(bug.map(config::with).orElse(config));
            reports.add(report);
            if (!json) {
                System.out.print(report.text());
            }
        }
        if (json) {
            JsonOutput.print(System.out, document(reports));
        }
        return (reports.stream().allMatch(SimulationReport::ok) ? ExitCode.DONE : ExitCode.JOB_FAILED).code();
    }

    private static Map<String, Object> document(List<SimulationReport> reports) {
        return Map.of(
                "ok", reports.stream().allMatch(SimulationReport::ok),
                "seeds", reports.stream().map(SimulateCommand::document).toList());
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
}
