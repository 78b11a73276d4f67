package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.media.request.Preset;
import io.headrace.node.process.ParentWatch;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.WorkerRole;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A worker alone, at the end of the worker protocol. SIGTERM lets it finish and deliver what is at work. An orchestrator
 * that refuses it ends it with a sentence: a process that stays for nothing helps nobody (wire protocol section 8.1).
 */
@Command(name = "worker", description = "Runs a worker for an orchestrator.", mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {

    @Option(
            names = {"--orch-addr", "-orchAddr"},
            required = true,
            paramLabel = "HOST:PORT",
            description = "the orchestrator's public port")
    private String orchestrator = "";

    @Option(names = "--orch-secret-file", paramLabel = "FILE", description = "what both share")
    private Optional<Path> secretFile = Optional.empty();

    @Option(
            names = {"--orch-secret", "-orchSecret"},
            paramLabel = "FILE|SECRET",
            description = "the same, or the secret itself, which other users of this machine can see then")
    private Optional<String> secret = Optional.empty();

    @Option(names = "--name", defaultValue = "worker", description = "by which records call it")
    private String name = "";

    @Option(names = "--natives", required = true, paramLabel = "DIR", description = "where FFmpeg is unpacked once")
    private Path natives = Path.of("");

    @Option(names = "--slots", defaultValue = "1", description = "segments worked on at once")
    private int slots;

    @Option(
            names = {"--max-sessions", "-maxSessions"},
            description = "the same, as the network's workers call it; goes before --slots")
    private Optional<Integer> maxSessions = Optional.empty();

    @Option(
            names = "--preset",
            defaultValue = "veryfast",
            description = "how much the encoders try (default: ${DEFAULT-VALUE})")
    private Preset preset = Preset.VERYFAST;

    @Option(names = "--supervised", hidden = true, description = "end when standard input ends")
    private boolean supervised;

    @Override
    public Integer call() throws InterruptedException {
        var base = new NodeBase();
        int places = maxSessions.orElse(slots);
        var settings = new WorkerRole.Settings(
                orchestrator, SharedSecret.of(secretFile, secret), name, natives, preset, places);
        var worker = WorkerRole.start(settings, base);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    worker.close();
                    base.close();
                }));
        if (supervised) {
            ParentWatch.endWith(System.in, () -> System.exit(0));
        }
        var refusal = worker.awaitRefusal();
        throw new CommandFailed(
                ExitCode.UNFIT,
                "The orchestrator at " + orchestrator + " refuses the worker " + name + " of " + places + " slots: "
                        + refusal + ". Give both the same secret, and the worker a slot at least");
    }
}
