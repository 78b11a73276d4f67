package io.headrace.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a node out of service politely, and waits until its work is done. */
@Command(
        name = "drain",
        description = "A node takes nothing new and finishes what is under way.",
        mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {

    private static final long MAX_SECONDS = 3_600;

    private final Path standardData;
    private final Terminal terminal;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "the data directory, which has the node's token")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to wait for work that is under way (default: ${DEFAULT-VALUE})")
    private long within;

    /** @param standardData the data directory when none is named */
    public DrainCommand(Path standardData) {
        this(standardData, Terminal.standard());
    }

    DrainCommand(Path standardData, Terminal terminal) {
        this.standardData = standardData;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (within < 0 || within > MAX_SECONDS) {
            throw new CommandFailed(ExitCode.WRONG_USE, "--within takes 0 to " + MAX_SECONDS + " seconds: " + within);
        }
        try (var client = admin.client()) {
            var node = client.document(client.get("/status", "application/json"))
                    .path("name")
                    .asString("");
            var token = new TokenFile(data.orElse(standardData)).read(node);
            return drain(client, node, token).code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }

    private ExitCode drain(AdminClient client, String node, String token) throws NodeSilent, InterruptedException {
        var reply = client.drain(token, Duration.ofSeconds(within));
        if (reply.status() == 401) {
            throw new CommandFailed(
                    ExitCode.UNFIT,
                    "The node " + node + " has another token than " + data.orElse(standardData)
                            + ". Name its data directory with --data.");
        }
        var document = client.document(reply);
        boolean drained = document.path("drained").asBoolean(false);
        if (admin.json()) {
            JsonOutput.print(terminal.out(), document);
        } else {
            terminal.out()
                    .println(
                            drained
                                    ? "The node " + node + " has finished its work and takes nothing new."
                                    : "The node " + node + " takes nothing new; work is still under way after " + within
                                            + " s.");
        }
        return drained ? ExitCode.DONE : ExitCode.JOB_FAILED;
    }
}
