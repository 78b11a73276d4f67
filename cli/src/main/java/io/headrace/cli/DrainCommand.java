package io.headrace.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Takes a node out of service politely, and waits until its work is done; or lets it take work again. */
@Command(
        name = "drain",
        description = "A node takes nothing new and finishes what is under way.",
        mixinStandardHelpOptions = true)
public final class DrainCommand implements Callable<Integer> {

    private static final long MAX_SECONDS = 3_600;
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Path standardData;
    private final Terminal terminal;
    private final Pace pace;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "the data directory, which has the node's token")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = {"--timeout", "--within"},
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long work that is under way may go on (default: ${DEFAULT-VALUE})")
    private long timeout;

    @Option(names = "--no-wait", description = "returns at once; /status and /readyz of the node tell the rest")
    private boolean noWait;

    @Option(names = "--undo", description = "lets a node that is drained take new work again")
    private boolean undo;

    /** @param standardData the data directory when none is named */
    public DrainCommand(Path standardData) {
        this(standardData, Terminal.standard(), Pace.real());
    }

    DrainCommand(Path standardData, Terminal terminal, Pace pace) {
        this.standardData = standardData;
        this.terminal = terminal;
        this.pace = pace;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (timeout < 0 || timeout > MAX_SECONDS) {
            throw new CommandFailed(ExitCode.WRONG_USE, "--timeout takes 0 to " + MAX_SECONDS + " seconds: " + timeout);
        }
        if (undo && noWait) {
            throw new CommandFailed(ExitCode.WRONG_USE, "--undo has nothing to wait for: leave --no-wait out");
        }
        try (var client = admin.client()) {
            var node = client.document(client.get("/status", "application/json"))
                    .path("name")
                    .asString("");
            var token = new TokenFile(data.orElse(standardData)).read(node);
            return (undo ? undo(client, node, token) : drain(client, node, token)).code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }

    private ExitCode undo(AdminClient client, String node, String token) throws NodeSilent, InterruptedException {
        var document = changed(client, node, client.undrain(token));
        report(document, "The node " + node + " takes new work.");
        return ExitCode.DONE;
    }

    private ExitCode drain(AdminClient client, String node, String token) throws NodeSilent, InterruptedException {
        long begun = pace.nanos();
        var document = changed(client, node, client.drain(token, Duration.ofSeconds(timeout)));
        if (!noWait) {
            document = await(client, document, begun);
        }
        boolean drained = document.path("drained").asBoolean(false);
        report(
                document,
                drained
                        ? "The node " + node + " has finished its work and takes nothing new."
                        : "The node " + node + " takes nothing new; " + left(document)
                                + (noWait ? "." : " after " + timeout + " s."));
        return drained || noWait ? ExitCode.DONE : ExitCode.JOB_FAILED;
    }

    /** Looks until nothing is left or the time is over; tells of every change. */
    private JsonNode await(AdminClient client, JsonNode first, long begun) throws NodeSilent, InterruptedException {
        var document = first;
        var told = "";
        while (!document.path("drained").asBoolean(false)
                && pace.nanos() - begun < Duration.ofSeconds(timeout).toNanos()) {
            var left = left(document);
            if (!left.equals(told)) {
                terminal.err().println(left + " ...");
                told = left;
            }
            pace.pause(PERIOD);
            document = client.document(client.get("/drain", "application/json"));
        }
        return document;
    }

    private static String left(JsonNode document) {
        var left = document.path("left");
        return left.path("jobs").asLong(0) + " jobs and " + left.path("units").asLong(0) + " units are under way";
    }

    private JsonNode changed(AdminClient client, String node, AdminClient.Reply reply) {
        if (reply.status() == 401) {
            throw new CommandFailed(
                    ExitCode.UNFIT,
                    "The node " + node + " has another token than " + data.orElse(standardData)
                            + ". Name its data directory with --data.");
        }
        return client.document(reply);
    }

    private void report(JsonNode document, String sentence) {
        if (admin.json()) {
            JsonOutput.print(terminal.out(), document);
        } else {
            terminal.out().println(sentence);
        }
    }
}
