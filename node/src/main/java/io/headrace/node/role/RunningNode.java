package io.headrace.node.role;

import io.headrace.admin.Drainable;
import io.headrace.admin.NodeStatus;
import io.headrace.admin.NodeStatus.Phase;
import io.headrace.admin.NodeView;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.NanoTicker;
import java.time.Duration;

/** What a role tells of itself. Any thread. */
final class RunningNode implements NodeView {

    private final String role;
    private final String name;
    private final EthAddress address;
    private final NanoTicker ticker;
    private final long begun;
    private volatile Phase phase = Phase.READY;

    RunningNode(String role, String name, EthAddress address, NanoTicker ticker) {
        this.role = role;
        this.name = name;
        this.address = address;
        this.ticker = ticker;
        this.begun = ticker.nanos();
    }

    @Override
    public NodeStatus now() {
        var uptime = Duration.ofNanos(ticker.nanos() - begun);
        return new NodeStatus(role, name, address, ProcessHandle.current().pid(), uptime, phase);
    }

    /** The same drain, seen in the status from its beginning on. */
    Drainable draining(Drainable drain) {
        return within -> {
            phase = Phase.DRAINING;
            return drain.drain(within);
        };
    }
}
