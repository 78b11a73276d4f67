package io.headrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Lists the jobs that a node knows. */
@Command(name = "jobs", description = "The jobs a node knows, the newest last.", mixinStandardHelpOptions = true)
public final class JobsCommand implements Callable<Integer> {

    private static final String ROW = "%-32s  %-9s  %-18s  %-24s  %5s  %s%n";

    private final Terminal terminal;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    public JobsCommand() {
        this(Terminal.standard());
    }

    JobsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (var client = admin.client()) {
            var jobs = client.document(client.get("/jobs", "application/json"));
            if (admin.json()) {
                JsonOutput.print(terminal.out(), jobs);
            } else {
                print(jobs);
            }
            return ExitCode.DONE.code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }

    private void print(JsonNode jobs) {
        terminal.out().printf(ROW, "JOB", "CLASS", "STATE", "SINCE", "UNITS", "FEE (WEI)");
        for (var job : jobs) {
            terminal.out()
                    .printf(
                            ROW,
                            field(job, "job"),
                            field(job, "class"),
                            field(job, "state"),
                            field(job, "since"),
                            field(job, "published"),
                            field(job, "fee"));
        }
        terminal.out().flush();
    }

    private static String field(JsonNode job, String name) {
        return job.path(name).asString("");
    }
}
