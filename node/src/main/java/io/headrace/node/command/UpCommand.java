package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.local.ChainUnfit;
import io.headrace.node.local.IsolatedNetwork;
import io.headrace.node.local.LocalNetwork;
import io.headrace.node.local.LocalPlan;
import io.headrace.node.local.ReadyFile;
import io.headrace.node.local.RunningNetwork;
import io.headrace.node.role.BatchModels;
import io.headrace.node.role.LiveModels;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.ModelSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network of one machine that stays until it is asked to end. */
@Command(
        name = "up",
        description = "Runs a local network: three orchestrators, a gateway, a chain.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Option(names = "--data", paramLabel = "DIR", description = "the data directory")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--port-offset", defaultValue = "0", description = "added to every default port")
    private int portOffset;

    @Option(names = "--isolate", description = "every role a process of its own; a killed one is started again")
    private boolean isolate;

    @Option(
            names = "--chain",
            paramLabel = "CHAIN",
            defaultValue = "ledger",
            description = "ledger, anvil, the URL of a chain that runs elsewhere, or off for a network without money")
    private String chain = "ledger";

    @Option(
            names = {"--controller", "-ethController"},
            paramLabel = "ADDRESS",
            description = "of the protocol's contracts on a chain that runs elsewhere")
    private Optional<String> controller = Optional.empty();

    @Option(names = "--fault", paramLabel = "NAME=KIND", description = "an orchestrator that misbehaves on purpose")
    private Map<String, String> faults = Map.of();

    @Option(names = "--preset", defaultValue = "veryfast", description = "encoders' effort (default: ${DEFAULT-VALUE})")
    private Preset preset = Preset.VERYFAST;

    @Option(
            names = "--slots",
            defaultValue = "2",
            description = "segments that each orchestrator works on at once (default: ${DEFAULT-VALUE})")
    private int slots = 2;

    @Mixin
    private final LiveOptions live = new LiveOptions();

    @Mixin
    private final ModelOptions models = new ModelOptions();

    @Option(names = "--ready-file", paramLabel = "FILE", description = "written when the network takes jobs")
    private Optional<Path> readyFile = Optional.empty();

    public UpCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var network = start();
        var over = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    network.close();
                    over.countDown();
                }));
        var view = network.view();
        readyFile.ifPresent(file -> write(file, view));
        System.err.println("The network takes jobs at " + view.gatewayHttp() + " (Ctrl-C ends it). Try:\n"
                + "  headrace transcode clip.mp4 -o out --gateway " + view.gatewayHttp() + "\n"
                + "  ffmpeg -re -i clip.mp4 -c copy -f flv " + view.gatewayRtmp() + "/live/film\n"
                + "  and play " + view.gatewayHttp() + "/stream/film.m3u8"
                + view.gatewayWhip()
                        .map(_ -> "\n  or, in a browser, " + view.gatewayHttp() + "/live/")
                        .orElse(""));
        over.await();
        return ExitCode.DONE.code();
    }

    private RunningNetwork start() throws InterruptedException {
        var root = data.map(DataDirectory::new).orElseGet(() -> DataDirectory.standard(environment));
        var ports = new LocalPlan.Ports.Offset(portOffset);
        var streams = live.settings(ports.of(LiveSettings.USUAL_PORT), portOffset);
        var plan = new LocalPlan(
                root,
                ports,
                money(),
                faults,
                streams,
                preset,
                slots,
                models.settings(ModelSettings.of(LiveModels.BUILT_IN, BatchModels.BUILT_IN), environment));
        try {
            return isolate ? IsolatedNetwork.start(plan) : LocalNetwork.start(plan);
        } catch (ChainUnfit unfit) {
            throw new CommandFailed(ExitCode.UNFIT, String.valueOf(unfit.getMessage()));
        } catch (IOException | UncheckedIOException unfit) {
            throw new CommandFailed(
                    ExitCode.UNFIT,
                    "The network could not be started: " + unfit.getMessage()
                            + ". If another one is running, use --port-offset and another --data.");
        }
    }

    private LocalPlan.Money money() {
        return switch (chain.toLowerCase(Locale.ROOT)) {
            case "ledger" -> LocalPlan.Money.LEDGER;
            case "off" -> LocalPlan.Money.OFF;
            case "anvil" -> new LocalPlan.Money.Anvil(AnvilChoice.find(environment));
            default -> elsewhere();
        };
    }

    private LocalPlan.Money elsewhere() {
        if (!chain.startsWith("http://") && !chain.startsWith("https://")) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "--chain takes ledger, anvil, off or the URL of a chain, not '" + chain + "'");
        }
        var at = controller
                .map(ChainOptions::address)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.WRONG_USE,
                        "A chain that runs elsewhere needs --controller ADDRESS; `headrace chain` prints it"));
        return new LocalPlan.Money.Elsewhere(URI.create(chain), at);
    }

    private static void write(Path file, ReadyFile.Network view) {
        try {
            ReadyFile.write(file, view);
        } catch (IOException failed) {
            throw new CommandFailed(
                    ExitCode.UNFIT, "The ready file " + file + " cannot be written: " + failed.getMessage());
        }
    }
}
