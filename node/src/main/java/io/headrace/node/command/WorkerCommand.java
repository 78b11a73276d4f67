package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.process.ParentWatch;
import io.headrace.node.role.Devices;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.WorkerRole;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A worker alone, at the end of the worker protocol. SIGTERM lets it finish and deliver what is at work. An orchestrator
 * that refuses it ends it with a sentence: a process that stays for nothing helps nobody (wire protocol section 8.1).
 */
@Command(name = "worker", description = "Runs a worker for an orchestrator.", mixinStandardHelpOptions = true)
public final class WorkerCommand implements Callable<Integer> {

    @Option(
            names = {"--orch-addr", "-orchAddr"},
            paramLabel = "HOST:PORT",
            description = "the orchestrator's public port; left out for --self-test alone")
    private Optional<String> orchestrator = Optional.empty();

    @Option(names = "--orch-secret-file", paramLabel = "FILE", description = "what both share")
    private Optional<Path> secretFile = Optional.empty();

    @Option(
            names = {"--orch-secret", "-orchSecret"},
            paramLabel = "FILE|SECRET",
            description = "the same, or the secret itself, which other users of this machine can see then")
    private Optional<String> secret = Optional.empty();

    @Option(names = "--name", defaultValue = "worker", description = "by which records call it")
    private String name = "";

    @Option(
            names = "--natives",
            paramLabel = "DIR",
            description = "where FFmpeg is unpacked once; default in the data directory")
    private Optional<Path> natives = Optional.empty();

    @Mixin
    private final DeviceOptions devices = new DeviceOptions();

    @Mixin
    private final ModelOptions models = new ModelOptions();

    @Option(
            names = "--slots",
            defaultValue = "1",
            description = "segments worked on at once, on each card if there are any; 0 for live video alone")
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    public WorkerCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var folder = natives.orElseGet(
                () -> DataDirectory.standard(environment).created().natives());
        if (devices.selfTest()) {
            return devices.test(folder, preset, spec.commandLine().getOut()).code();
        }
        var address = orchestrator.orElseThrow(() -> new ParameterException(
                spec.commandLine(), "--orch-addr HOST:PORT is missing: a worker needs an orchestrator"));
        work(address, folder);
        return ExitCode.DONE.code();
    }

    private void work(String address, Path folder) throws InterruptedException {
        int places = maxSessions.orElse(slots);
        var computed = models.settings(environment);
        if (places < 1 && computed.isNothing()) {
            throw new ParameterException(
                    spec.commandLine(), "--slots " + places + " and no models: a worker needs something that it does");
        }
        var settings = new WorkerRole.Settings(
                address,
                SharedSecret.of(secretFile, secret),
                name,
                folder,
                preset,
                places < 1 ? Devices.NONE : devices.found(folder),
                places,
                computed);
        var base = new NodeBase();
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
                "The orchestrator at " + address + " refuses the worker " + name + " of " + places + " slots and "
                        + computed.live().names().size() + " models of live video: " + refusal
                        + ". Give both the same secret");
    }
}
