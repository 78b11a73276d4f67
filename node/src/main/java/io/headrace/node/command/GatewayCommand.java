package io.headrace.node.command;

import io.headrace.gateway.discovery.Reach;
import io.headrace.node.desk.SpendOptions;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.NodeBase;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A gateway alone. */
@Command(name = "gateway", description = "Runs a gateway.", mixinStandardHelpOptions = true)
public final class GatewayCommand implements Callable<Integer> {

    @Mixin
    private final RoleOptions role = new RoleOptions();

    @Option(
            names = "--http-port",
            defaultValue = "9935",
            description = "public API, on loopback (default: ${DEFAULT-VALUE})")
    private int httpPort;

    @Option(
            names = "--admin-port",
            defaultValue = "5935",
            description = "admin API, on loopback (default: ${DEFAULT-VALUE})")
    private int adminPort;

    @Option(
            names = {"--orchestrator", "-orchAddr"},
            split = ",",
            paramLabel = "URI",
            description = "an orchestrator's service URI, as many as there are; without any, the chain names them")
    private List<URI> orchestrators = List.of();

    @Option(
            names = {"--orch-webhook-url", "-orchWebhookUrl"},
            paramLabel = "URL",
            description = "tells the orchestrators, instead of --orchestrator")
    private Optional<URI> orchestratorWebhook = Optional.empty();

    @Option(
            names = "--rtmp-port",
            defaultValue = "1935",
            description = "streams are published here, on loopback (default: ${DEFAULT-VALUE})")
    private int rtmpPort;

    @Mixin
    private final SpendOptions spending = new SpendOptions();

    @Mixin
    private final LiveOptions live = new LiveOptions();

    @Option(names = "--orchestrator-admin", paramLabel = "URI", hidden = true)
    private List<URI> orchestratorAdmins = List.of();

    @Option(names = "--deposit", paramLabel = "WEI", defaultValue = "0", description = "kept at the ticket broker")
    private String deposit = "";

    @Option(names = "--reserve", paramLabel = "WEI", defaultValue = "0", description = "kept at the ticket broker")
    private String reserve = "";

    @Option(
            names = "--drained-grace",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long a file's job without money waits for it (default: ${DEFAULT-VALUE})")
    private int drainedGrace = 120;

    @Mixin
    private final RateOptions rates = new RateOptions();

    @Option(
            names = {"--max-price", "-maxPricePerUnit"},
            paramLabel = "PRICE",
            description = "the most that any job pays for --pixels-per-unit pixels: wei, as n or n/d, or an amount of a"
                    + " currency, as 0.5USD (default, and 0: what the job allows)")
    private Optional<String> maxPrice = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var base = new NodeBase();
        var data = role.directory();
        var key = role.key.open(data, base);
        var chain = role.chain.open(base);
        var gateway = GatewayRole.start(
                new GatewaySettings(
                        data,
                        httpPort,
                        adminPort,
                        orchestrators,
                        orchestratorWebhook,
                        orchestratorAdmins,
                        live.settings(rtmpPort, 0),
                        role.nativesFolder(),
                        Wei.parse(deposit),
                        Wei.parse(reserve),
                        Duration.ofSeconds(drainedGrace),
                        role.chain.isOwn() ? Reach.ANYWHERE : Reach.PUBLIC,
                        maxPrice.map(price -> rates.settings("--max-price", price, base.clock()))
                                .filter(most -> most.price().perUnit().signum() > 0)),
                base,
                chain,
                key,
                spending.caps());
        role.stay(() -> {
            gateway.close();
            chain.close();
            base.close();
        });
        return 0;
    }
}
