package io.headrace.node.local;

import io.headrace.chain.Chain;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.OrchestratorSettings;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three orchestrators, a gateway and, where there is money, a ledger: one process and its children. */
public final class LocalNetwork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalNetwork.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final Wei TICKET_VALUE = Wei.of(2_000_000_000L);
    private static final Wei ONE_ETH = Wei.parse("1000000000000000000");
    private static final Wei WEALTH = ONE_ETH.times(1_000);
    private static final Tokens STAKE = Tokens.whole(1_000);

    private final NodeBase base = new NodeBase();
    private final List<OrchestratorRole> orchestrators = new ArrayList<>();

    /** Closed in the opposite order. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final Optional<LocalLedger> ledger;
    private final GatewayRole gateway;

    private LocalNetwork(LocalPlan plan) throws IOException {
        parts.push(base);
        ledger = plan.money() == LocalPlan.Money.LEDGER ? Optional.of(ledger(plan)) : Optional.empty();
        for (var each : LocalOrchestrator.ALL) {
            var role = OrchestratorRole.start(settings(plan, each), base, chain(plan.data().of(each.name())));
            parts.push(role);
            orchestrators.add(role);
        }
        gateway = GatewayRole.start(gatewaySettings(plan), base, chain(plan.data().of("gateway")));
        parts.push(gateway);
    }

    /** @throws IOException when a port is taken or the data directory cannot be used; what was begun is ended */
    public static LocalNetwork start(LocalPlan plan) throws IOException {
        return new LocalNetwork(plan);
    }

    private LocalLedger ledger(LocalPlan plan) {
        var config = LedgerConfig.local(1);
        var genesis = new Genesis(allocations(plan));
        var made = new LocalLedger(new LedgerRules(config), genesis);
        var clock = new LedgerClock(made, config.blockTime());
        parts.push(clock);
        return made;
    }

    private List<Genesis.Allocation> allocations(LocalPlan plan) {
        var allocations = new ArrayList<Genesis.Allocation>();
        allocations.add(Genesis.wealthy(key(plan.data().of("gateway")), WEALTH));
        LocalOrchestrator.ALL.forEach(each ->
                allocations.add(Genesis.orchestrator(key(plan.data().of(each.name())), WEALTH, STAKE)));
        return allocations;
    }

    private EthAddress key(DataDirectory data) {
        return data.created().key(base.secrets()).address();
    }

    private Optional<Chain> chain(DataDirectory data) {
        return ledger.map(known -> known.as(key(data)));
    }

    private static OrchestratorSettings settings(LocalPlan plan, LocalOrchestrator of) {
        return new OrchestratorSettings(
                plan.data().of(of.name()),
                of.name(),
                LOOPBACK,
                plan.ports().of(of.port()),
                plan.ports().of(of.adminPort()),
                of.price(),
                TICKET_VALUE,
                plan.data().natives(),
                plan.preset(),
                plan.slots(),
                Optional.empty(),
                Optional.ofNullable(plan.faults().get(of.name())));
    }

    private GatewaySettings gatewaySettings(LocalPlan plan) {
        return new GatewaySettings(
                plan.data().of("gateway"),
                plan.ports().of(9935),
                plan.ports().of(5935),
                orchestrators.stream().map(each -> URI.create(each.serviceUri())).toList(),
                List.of(),
                plan.data().natives(),
                ONE_ETH,
                ONE_ETH);
    }

    /** The gateway's public API. */
    public URI gatewayUri() {
        return URI.create("http://" + LOOPBACK + ":" + gateway.httpPort());
    }

    public GatewayRole gateway() {
        return gateway;
    }

    public List<OrchestratorRole> orchestrators() {
        return List.copyOf(orchestrators);
    }

    public Optional<LocalLedger> ledger() {
        return ledger;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception stubborn) {
            LOG.warn("A part did not close", stubborn);
        }
    }
}
