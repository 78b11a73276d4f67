package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.JsonOutput;
import io.headrace.engine.ChildCommand;
import io.headrace.engine.ChildException;
import io.headrace.engine.ListeningChild;
import io.headrace.models.runner.RunnerProgram;
import io.headrace.node.data.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * One model behind the runner contract, in a process of its own, so that anybody's worker can use it by its URL. It ends with
 * SIGTERM. With {@code AUTH_TOKEN} in the environment requests need it as bearer; without, it listens on loopback alone.
 */
@Command(
        name = "runner",
        description = "Runs one embedded model, or one of a directory, behind the runner contract.",
        mixinStandardHelpOptions = true,
        subcommands = RunnerListCommand.class)
public final class RunnerCommand implements Callable<Integer> {

    private static final String TOKEN = "AUTH_TOKEN";
    private static final Duration START = Duration.ofSeconds(60);
    private static final int MEMORY_MEBIBYTES = 4_096;

    @Parameters(paramLabel = "PIPELINE", description = "that it serves: upscale, image-to-text, …", arity = "0..1")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--model", description = "default: the embedded one of that pipeline")
    private Optional<String> model = Optional.empty();

    @Option(names = "--models", paramLabel = "DIR", description = "whose subdirectories are models")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "where it listens (default: ${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--port", defaultValue = "0", description = "0 for any (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    private final Map<String, String> environment;

    public RunnerCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var served = pipeline.orElseThrow(() -> new CommandFailed(
                ExitCode.WRONG_USE, "PIPELINE is missing; \"headrace runner list\" says which there are"));
        checkHost();
        var chosen = model.orElseGet(() -> RunnerListCommand.usual(served));
        try (var child = ListeningChild.start(command(served, chosen), START)) {
            var asked = new AtomicBoolean();
            Runnable ending = child::close;
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                        asked.set(true);
                        ending.run();
                    }));
            tell(served, chosen, child.port());
            int code = child.exit().join();
            if (asked.get()) {
                return ExitCode.DONE.code();
            }
            throw new CommandFailed(
                    ExitCode.UNFIT, "The runner ended with code " + code + "; its log ends: " + child.lastLines());
        } catch (ChildException notStarted) {
            throw new CommandFailed(ExitCode.UNFIT, "No runner: " + notStarted.getMessage());
        }
    }

    /** Who can reach it can use it up. */
    private void checkHost() throws IOException {
        if (!environment.containsKey(TOKEN) && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE,
                    "At " + host + " others can reach it: set " + TOKEN + " in the environment, or leave --host out");
        }
    }

    private ChildCommand command(String served, String chosen) {
        var natives = DataDirectory.standard(environment).created().natives();
        var program = new RunnerProgram(System.getProperty("java.class.path"), natives, directory, MEMORY_MEBIBYTES)
                .command(served, chosen);
        var arguments = new ArrayList<>(program.arguments());
        arguments.addAll(List.of("--listen", host + ":" + port));
        var variables = new HashMap<>(program.environment());
        Optional.ofNullable(environment.get(TOKEN)).ifPresent(token -> variables.put(TOKEN, token));
        return new ChildCommand(arguments, variables, program.dataLimitBytes());
    }

    private void tell(String served, String chosen, int listening) {
        var url = "http://" + host + ":" + listening;
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("pid", ProcessHandle.current().pid());
            document.put("url", url);
            document.put("pipeline", served);
            document.put("model", chosen);
            JsonOutput.print(System.out, document);
        } else {
            System.out.println("A runner of " + served + " by " + chosen + " is at " + url
                    + " (Ctrl-C ends it). In a worker's list of models:");
            System.out.println(
                    "  {\"pipeline\":\"" + served + "\",\"model_id\":\"" + chosen + "\",\"url\":\"" + url + "\"}");
            System.out.flush();
        }
    }
}
