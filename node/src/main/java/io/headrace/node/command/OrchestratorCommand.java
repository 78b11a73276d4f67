package io.headrace.node.command;

import io.headrace.media.request.Preset;
import io.headrace.node.desk.SpendOptions;
import io.headrace.node.role.Devices;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.OrchestratorSettings;
import io.headrace.payments.Wei;
import io.headrace.transport.address.AddressRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An orchestrator alone. */
@Command(name = "orchestrator", description = "Runs an orchestrator.", mixinStandardHelpOptions = true)
public final class OrchestratorCommand implements Callable<Integer> {

    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(5);

    @Mixin
    private final RoleOptions role = new RoleOptions();

    @Mixin
    private final SpendOptions spending = new SpendOptions();

    @Mixin
    private final DeviceOptions devices = new DeviceOptions();

    @Mixin
    private final ModelOptions models = new ModelOptions();

    @Mixin
    private final DutyOptions duties = new DutyOptions();

    @Option(
            names = "--model-prices",
            paramLabel = "FILE",
            description =
                    "what is asked for models that workers on other machines compute, in the form of --models-file")
    private Optional<Path> modelPrices = Optional.empty();

    @Option(names = "--name", defaultValue = "orchestrator", description = "for people")
    private String name = "";

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "under which gateways reach it (default: ${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--port", defaultValue = "8935", description = "public port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--admin-port",
            defaultValue = "7935",
            description = "admin API, on loopback (default: ${DEFAULT-VALUE})")
    private int adminPort;

    @Mixin
    private final RateOptions rates = new RateOptions();

    @Option(
            names = {"--price", "-pricePerUnit"},
            paramLabel = "PRICE",
            defaultValue = "0",
            description =
                    "for --pixels-per-unit encoded pixels: wei, as n or n/d, or an amount of a currency, as 0.5USD")
    private String price = "";

    @Option(
            names = "--ticket-value",
            paramLabel = "WEI",
            defaultValue = "2000000000",
            description = "what a ticket is worth")
    private String ticketValue = "";

    @Option(
            names = "--slots",
            defaultValue = "1",
            description = "segments worked on at once by its own children, on each card if there are any")
    private int slots;

    @Option(
            names = "--preset",
            defaultValue = "veryfast",
            description = "how much the encoders try (default: ${DEFAULT-VALUE})")
    private Preset preset = Preset.VERYFAST;

    @Option(
            names = "--orch-secret-file",
            paramLabel = "FILE",
            description = "lets workers in that show this secret, instead of children of its own")
    private Optional<Path> secret = Optional.empty();

    @Option(
            names = "--containers-from",
            paramLabel = "CIDR",
            split = ",",
            description =
                    "addresses of this machine or its network at which containers and live runners may be registered, with"
                            + " the secret"
                            + " of --orch-secret-file or, without it, of orch.secret in the data directory")
    private List<String> containersFrom = List.of();

    @Mixin
    private final RunnerOptions runners = new RunnerOptions();

    @Option(names = "--fault", paramLabel = "KIND", description = "misbehaves on purpose")
    private Optional<String> fault = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    public OrchestratorCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (devices.selfTest()) {
            return devices.test(role.nativesFolder(), preset, spec.commandLine().getOut())
                    .code();
        }
        var base = new NodeBase();
        var data = role.directory();
        var key = role.key.open(data, base);
        var chain = role.chain.open(base);
        var orchestrator = OrchestratorRole.start(
                new OrchestratorSettings(
                        data,
                        name,
                        host,
                        port,
                        adminPort,
                        rates.settings("--price", price, base.clock()),
                        Wei.parse(ticketValue),
                        role.nativesFolder(),
                        preset,
                        secret.isPresent() ? Devices.NONE : devices.found(role.nativesFolder()),
                        slots,
                        secret.isPresent()
                                ? Optional.of(Files.readString(secret.get()).strip())
                                : Optional.empty(),
                        modelPrices
                                .map(models.settings(environment)::pricedBy)
                                .orElseGet(() -> models.settings(environment)),
                        containersFrom.stream().map(AddressRange::parse).toList(),
                        runners.settings(),
                        duties.duties(role.chain.maxGasPrice()),
                        fault),
                base,
                chain,
                key,
                spending.caps());
        role.stay(() -> {
            drain(orchestrator);
            orchestrator.close();
            chain.close();
            base.close();
        });
        return 0;
    }

    private static void drain(OrchestratorRole orchestrator) {
        try {
            if (!orchestrator.drain(PATIENCE_AT_END)) {
                LoggerFactory.getLogger(OrchestratorCommand.class).warn("Ended with work under way");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
