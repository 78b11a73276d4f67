package io.headrace.simulation.chain;

import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Result;
import java.util.HashSet;
import java.util.Set;

/** A sender's errands: each is done once, whatever happens to the process. */
final class FundingDesk implements Desk {

    private final SimulatedNode node;
    private final TransactionDesk transactions;
    private final Set<CallId> asked = new HashSet<>();

    FundingDesk(SimulatedNode node, TransactionDesk transactions) {
        this.node = node;
        this.transactions = transactions;
    }

    @Override
    public void seen(HeadSeen head) {
        node.intents().open().forEach((id, call) -> {
            if (asked.add(id)) {
                transactions.ask(id, call);
            }
        });
    }

    /** What failed without being refused by the contract is asked again. */
    @Override
    public void ended(CallId id, Result result) {
        switch (result) {
            case Result.Mined _, Result.WouldRevert _ -> node.intents().done(id);
            case Result.NeverTaken _, Result.NonceTaken _, Result.HeldTooLong _, Result.TooManyWaiting _ ->
                asked.remove(id);
        }
    }
}
