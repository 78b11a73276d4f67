package io.headrace.node.local;

import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.LocalLedger;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.role.Devices;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.OrchestratorSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three orchestrators, a gateway and, where there is money, a ledger: one process and its children. */
public final class LocalNetwork implements RunningNetwork {

    private static final String LOOPBACK = "127.0.0.1";

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
            var role = OrchestratorRole.start(
                    settings(plan, each), base, chain(plan.data().of(each.name())));
            parts.push(role);
            orchestrators.add(role);
        }
        gateway =
                GatewayRole.start(gatewaySettings(plan), base, chain(plan.data().of(LocalMoney.GATEWAY)));
        parts.push(gateway);
    }

    /** @throws IOException when a port is taken or the data directory cannot be used; what was begun is ended */
    public static LocalNetwork start(LocalPlan plan) throws IOException {
        return new LocalNetwork(plan);
    }

    private LocalLedger ledger(LocalPlan plan) {
        var made = LocalMoney.ledger(plan.data(), base.secrets());
        parts.push(new LedgerClock(made, LocalMoney.config().blockTime()));
        return made;
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
                LocalMoney.TICKET_VALUE,
                plan.data().natives(),
                plan.preset(),
                Devices.NONE,
                plan.slots(),
                Optional.empty(),
                Optional.ofNullable(plan.faults().get(of.name())));
    }

    private GatewaySettings gatewaySettings(LocalPlan plan) {
        return new GatewaySettings(
                plan.data().of(LocalMoney.GATEWAY),
                plan.ports().of(9935),
                plan.ports().of(5935),
                orchestrators.stream()
                        .map(each -> URI.create(each.serviceUri()))
                        .toList(),
                Optional.empty(),
                orchestrators.stream().map(OrchestratorRole::adminUri).toList(),
                plan.live(),
                plan.data().natives(),
                LocalMoney.ONE_ETH,
                LocalMoney.ONE_ETH);
    }

    @Override
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
    public ReadyFile.Network view() {
        long pid = ProcessHandle.current().pid();
        var sellers = new ArrayList<ReadyFile.Seller>();
        for (var role : orchestrators) {
            sellers.add(new ReadyFile.Seller(
                    role.name(),
                    role.address().toString(),
                    role.serviceUri(),
                    role.adminUri().toString(),
                    pid,
                    List.of(new ReadyFile.Hand(role.name() + "-worker", pid))));
        }
        return new ReadyFile.Network(
                gatewayUri().toString(),
                "rtmp://" + LOOPBACK + ":" + gateway.rtmpPort(),
                "http://" + LOOPBACK + ":" + gateway.adminPort(),
                pid,
                sellers,
                Map.of("kind", ledger.isPresent() ? "ledger" : "off"));
    }

    @Override
    public void close() {
        Parts.closeAll(parts);
    }
}
