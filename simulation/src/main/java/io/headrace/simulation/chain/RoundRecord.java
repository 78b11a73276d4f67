package io.headrace.simulation.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.ledger.LedgerEvent;
import io.headrace.simulation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who called reward in which round, read from the chain as it is. */
record RoundRecord(SortedMap<Long, List<String>> rewards, long current) {

    static RoundRecord of(SimulatedChain chain, Map<EthAddress, String> orchestrators) {
        var head = chain.head();
        var rewards = new TreeMap<Long, List<String>>();
        head.state().rounds().hashes().keySet().forEach(round -> rewards.put(round, new ArrayList<>()));
        head.branch().forEach(block -> {
            long round = chain.rules().rounds(block.state()).current();
            for (var mined : block.mined()) {
                for (var event : mined.events()) {
                    if (event instanceof LedgerEvent.Rewarded(var caller, var _)) {
                        rewards.computeIfAbsent(round, _ -> new ArrayList<>())
                                .add(orchestrators.getOrDefault(caller, caller.toString()));
                    }
                }
            }
        });
        rewards.values().forEach(names -> names.sort(null));
        return new RoundRecord(rewards, chain.rules().rounds(head.state()).current());
    }

    /** Every round that is over was begun, and every orchestrator called reward in it once. */
    void check(List<String> orchestrators) {
        for (long round = 1; round < current; round++) {
            var called = rewards.get(round);
            if (called == null) {
                throw new Violation("Round " + round + " was never begun");
            }
            if (!called.equals(orchestrators)) {
                throw new Violation("Reward of round %d was called by %s, and should have been by %s"
                        .formatted(round, called, orchestrators));
            }
        }
    }
}
