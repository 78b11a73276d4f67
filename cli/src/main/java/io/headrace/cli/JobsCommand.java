package io.headrace.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the jobs that a node knows, once or as they go on. */
@Command(name = "jobs", description = "The jobs a node knows, the newest last.", mixinStandardHelpOptions = true)
public final class JobsCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Pace pace;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(
            names = "--watch",
            description = "goes on until Ctrl-C: a live table; a line for each change where nobody looks")
    private boolean watch;

    public JobsCommand() {
        this(Terminal.standard(), Pace.real());
    }

    JobsCommand(Terminal terminal) {
        this(terminal, Pace.real());
    }

    JobsCommand(Terminal terminal, Pace pace) {
        this.terminal = terminal;
        this.pace = pace;
    }

    @Override
    public Integer call() {
        try (var client = admin.client()) {
            if (watch) {
                new JobsWatch(client, terminal, admin.json(), pace).run();
            } else {
                list(client);
            }
            return ExitCode.DONE.code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE.code();
        }
    }

    private void list(AdminClient client) throws NodeSilent, InterruptedException {
        var jobs = client.document(client.get("/jobs", "application/json"));
        if (admin.json()) {
            JsonOutput.print(terminal.out(), jobs);
        } else {
            JobTable.of(jobs).forEach(terminal.out()::println);
            terminal.out().flush();
        }
    }
}
