package io.headrace.node.local;

import io.headrace.node.role.OrchestratorDuties;
import io.headrace.payments.Price;
import java.util.List;

/**
 * One of the local network's orchestrators. They differ in price, so that there is something to choose.
 *
 * @param port by default; the network's offset is added
 */
record LocalOrchestrator(String name, int port, int adminPort, Price price) {

    static final List<LocalOrchestrator> ALL = List.of(
            new LocalOrchestrator("alder", 8935, 7935, Price.of(1_000, 1)),
            new LocalOrchestrator("birch", 8936, 7936, Price.of(1_100, 1)),
            new LocalOrchestrator("cedar", 8937, 7937, Price.of(1_250, 1)));

    /** One of them begins the rounds. */
    boolean beginsRounds() {
        return equals(ALL.getFirst());
    }

    OrchestratorDuties duties() {
        return beginsRounds() ? OrchestratorDuties.LOCAL.beginningRounds() : OrchestratorDuties.LOCAL;
    }
}
