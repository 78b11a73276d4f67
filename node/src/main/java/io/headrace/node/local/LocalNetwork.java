package io.headrace.node.local;

import io.headrace.chain.Chain;
import io.headrace.ledger.LocalLedger;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.InProcessLedger;
import io.headrace.node.chain.Settlement;
import io.headrace.node.role.Devices;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.OrchestratorSettings;
import io.headrace.node.role.PriceSettings;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.node.role.RunnerSettings;
import io.headrace.transport.address.AddressRange;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Three orchestrators, a gateway and, where there is money, a chain: one process and its children. */
public final class LocalNetwork implements RunningNetwork {

    private static final String LOOPBACK = "127.0.0.1";

    private final LocalPlan plan;
    private final NodeBase base = new NodeBase();
    private final List<OrchestratorRole> orchestrators = new ArrayList<>();

    /** Closed in the opposite order. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final LocalAccounts accounts;
    private final LocalChain chain;
    private final GatewayRole gateway;

    private LocalNetwork(LocalPlan plan) throws IOException, InterruptedException {
        this.plan = plan;
        parts.push(base);
        try {
            accounts = new LocalAccounts(plan, base);
            chain = LocalChain.open(plan, base, LocalChain.Reach.THIS_PROCESS);
            parts.push(chain);
            for (var each : LocalOrchestrator.ALL) {
                var role = OrchestratorRole.start(
                        settings(plan, each),
                        base,
                        chain.access(),
                        accounts.of(each.name()).key());
                parts.push(role);
                orchestrators.add(role);
            }
            gateway = GatewayRole.start(
                    gatewaySettings(plan),
                    base,
                    chain.access(),
                    accounts.gateway().key());
            parts.push(gateway);
            chain.settled();
        } catch (IOException | InterruptedException | RuntimeException unfit) {
            Parts.closeAll(parts);
            throw unfit;
        }
    }

    /**
     * @throws ChainUnfit when the chain lacks something
     * @throws IOException when a port is taken or the data directory cannot be used; what was begun is ended
     */
    public static LocalNetwork start(LocalPlan plan) throws IOException, InterruptedException {
        return new LocalNetwork(plan);
    }

    private static OrchestratorSettings settings(LocalPlan plan, LocalOrchestrator of) {
        return new OrchestratorSettings(
                plan.data().of(of.name()),
                of.name(),
                LOOPBACK,
                plan.ports().of(of.port()),
                plan.ports().of(of.adminPort()),
                PriceSettings.inWei(of.price()),
                LocalMoney.TICKET_VALUE,
                plan.data().natives(),
                plan.preset(),
                Devices.NONE,
                plan.slots(),
                Optional.empty(),
                plan.models(),
                AddressRange.LOOPBACK,
                new RunnerSettings(true, Optional.empty()),
                of.duties(),
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

    /** How its roles reach their chain. */
    ChainAccess access() {
        return chain.access();
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

    /** The chain as the gateway sees it; empty where there is no money. */
    public Optional<Chain> chain() {
        return chain.access().as(accounts.gateway().key()).map(Settlement::chain);
    }

    /** Where that is the chain. */
    public Optional<LocalLedger> ledger() {
        return chain.access() instanceof InProcessLedger known ? Optional.of(known.ledger()) : Optional.empty();
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
                plan.live().realtime().map(_ -> RealtimeSettings.whip(gatewayUri())),
                "http://" + LOOPBACK + ":" + gateway.adminPort(),
                pid,
                sellers,
                chain.view());
    }

    @Override
    public void close() {
        Parts.closeAll(parts);
    }
}
