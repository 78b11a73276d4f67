package io.headrace.ledger;

import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.util.List;

/** Who owns what before the first block. */
public record Genesis(List<Allocation> allocations) {

    public Genesis {
        allocations = List.copyOf(allocations);
    }

    /** All tokens that are given out, bonded or not. */
    Tokens tokens() {
        return allocations.stream()
                .map(allocation -> allocation.tokens().plus(allocation.stake()))
                .reduce(Tokens.ZERO, Tokens::plus);
    }

    /** @param stake bonded from the start: an orchestrator of that stake is active in the first round */
    public record Allocation(EthAddress account, Wei eth, Tokens tokens, Tokens stake) {}

    public static Allocation wealthy(EthAddress account, Wei eth) {
        return new Allocation(account, eth, Tokens.ZERO, Tokens.ZERO);
    }

    public static Allocation orchestrator(EthAddress account, Wei eth, Tokens stake) {
        return new Allocation(account, eth, Tokens.ZERO, stake);
    }
}
