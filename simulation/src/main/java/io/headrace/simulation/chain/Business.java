package io.headrace.simulation.chain;

import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a running process has to do with the chain: the desks of its role, over the one that sends for all of them. */
final class Business {

    private final TransactionDesk transactions;
    private final List<Desk> desks = new ArrayList<>();
    private final Optional<RedemptionDesk> redemption;

    Business(ChainWorld world, NodeProcess process, HeadSeen head) {
        transactions = new TransactionDesk(world, process, head, this::ended);
        redemption = switch (process.node().role()) {
            case ORCHESTRATOR, KEEPER -> Optional.of(new RedemptionDesk(world, process, transactions));
            case SENDER -> Optional.empty();
        };
        switch (process.node().role()) {
            case ORCHESTRATOR -> desks.add(new RewardDesk(world, process, transactions, head));
            case KEEPER -> {
                desks.add(new RewardDesk(world, process, transactions, head));
                desks.add(new RoundDesk(world, process, transactions));
            }
            case SENDER -> desks.add(new FundingDesk(process.node(), transactions));
        }
        redemption.ifPresent(desks::add);
    }

    void seen(HeadSeen head) {
        transactions.seen(head);
        desks.forEach(desk -> desk.seen(head));
    }

    private void ended(CallId id, Result result) {
        desks.forEach(desk -> desk.ended(id, result));
    }

    Optional<RedemptionDesk> redemption() {
        return redemption;
    }

    boolean atRest() {
        return transactions.atRest();
    }
}
