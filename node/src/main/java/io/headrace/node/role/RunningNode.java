package io.headrace.node.role;

import io.headrace.admin.NodeStatus;
import io.headrace.admin.NodeStatus.Work;
import io.headrace.admin.NodeView;
import io.headrace.crypto.EthAddress;
import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.function.Supplier;

/** What a role tells of itself. Any thread. */
final class RunningNode implements NodeView {

    private final String role;
    private final String name;
    private final EthAddress address;
    private final NanoTicker ticker;
    private final long begun;
    private final Supplier<Work> work;

    /** @param work what is on its hands now */
    RunningNode(String role, String name, EthAddress address, NanoTicker ticker, Supplier<Work> work) {
        this.role = role;
        this.name = name;
        this.address = address;
        this.ticker = ticker;
        this.begun = ticker.nanos();
        this.work = work;
    }

    @Override
    public NodeStatus now() {
        var uptime = Duration.ofNanos(ticker.nanos() - begun);
        return new NodeStatus(role, name, address, ProcessHandle.current().pid(), uptime, work.get());
    }
}
