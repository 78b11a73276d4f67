package io.headrace.node.role;

import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.byoc.AppLog;
import io.headrace.orchestrator.byoc.ByocSide;
import io.headrace.orchestrator.byoc.stream.StreamConfig;
import io.headrace.orchestrator.byoc.stream.StreamSide;
import io.headrace.transport.Route;
import java.util.List;
import java.util.function.Supplier;

/** Where streams of an orchestrator's containers begin, and where their channels are. */
final class StreamDoor implements AutoCloseable {

    private final StreamSide side;

    private StreamDoor(StreamSide side) {
        this.side = side;
    }

    /** @param serviceUri under which gateways reach the orchestrator */
    static StreamDoor open(
            ByocSide containers, NodeBase base, AppBilling billing, AppLog log, Supplier<String> serviceUri) {
        var parts = new StreamSide.Parts(base.host(), base.ticker(), billing, containers.shared(), base.secrets(), log);
        var side = new StreamSide(StreamConfig.DEFAULT, parts, serviceUri);
        side.tickLater();
        return new StreamDoor(side);
    }

    List<Route> routes() {
        return side.routes();
    }

    @Override
    public void close() {
        side.close();
    }
}
