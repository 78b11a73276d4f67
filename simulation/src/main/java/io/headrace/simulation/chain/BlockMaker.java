package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Call;
import io.headrace.crypto.EthAddress;
import io.headrace.ledger.Command;
import io.headrace.ledger.Holding;
import io.headrace.ledger.LedgerEvent;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LedgerState;
import io.headrace.ledger.LedgerStep;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Makes a block out of what waits: of each account in the order of its nonces, what pays the base fee and is lucky. */
record BlockMaker(LedgerRules rules, Contracts contracts) {

    /** Who is given what gas costs, so that no wei leaves the ledger. */
    static final EthAddress BURNT = EthAddress.parse("000000000000000000000000000000000000dead");

    Block after(Block parent, Wei baseFee, Pool pool, BooleanSupplier lucky) {
        var making = new Making(applied(parent.state(), new Command.Advance(1)), parent, baseFee);
        for (var account : pool.accounts()) {
            var next = pool.at(account, making.nonce(account));
            while (next.filter(making::pays).isPresent() && lucky.getAsBoolean()) {
                making.mine(next.get());
                next = pool.at(account, making.nonce(account));
            }
        }
        return making.block();
    }

    /** What would come of the call now. */
    LedgerStep attempt(LedgerState state, EthAddress from, Call call) {
        return contracts
                .command(from, call)
                .map(command -> rules.apply(state, command))
                .orElseGet(() -> new LedgerStep.Applied(state, List.of()));
    }

    private LedgerState applied(LedgerState state, Command command) {
        return switch (rules.apply(state, command)) {
            case LedgerStep.Applied(var next, var _) -> next;
            case LedgerStep.Refused(var reason) ->
                throw new IllegalStateException(command + " is never refused: " + reason);
        };
    }

    static Wei eth(LedgerState state, EthAddress account) {
        return Optional.ofNullable(state.holdings().get(account))
                .map(Holding::eth)
                .orElse(Wei.ZERO);
    }

    private final class Making {

        private final Block parent;
        private final Wei baseFee;
        private final SortedMap<EthAddress, Long> nonces;
        private final List<Mined> mined = new ArrayList<>();
        private LedgerState state;
        private Wei burnt;

        Making(LedgerState state, Block parent, Wei baseFee) {
            this.state = state;
            this.parent = parent;
            this.baseFee = baseFee;
            this.nonces = new TreeMap<>(parent.nonces());
            this.burnt = parent.burnt();
        }

        long nonce(EthAddress account) {
            return nonces.getOrDefault(account, 0L);
        }

        boolean pays(Sent sent) {
            return sent.fees().cap().compareTo(baseFee) >= 0
                    && eth(state, sent.from()).compareTo(sent.most()) >= 0;
        }

        void mine(Sent sent) {
            var cost = sent.price(baseFee).times(Contracts.GAS);
            state = applied(state, new Command.Transfer(sent.from(), BURNT, cost));
            burnt = burnt.plus(cost);
            nonces.merge(sent.from(), 1L, Long::sum);
            switch (attempt(state, sent.from(), sent.call())) {
                case LedgerStep.Applied(var next, List<LedgerEvent> events) -> {
                    state = next;
                    mined.add(new Mined(sent, true, cost, events));
                }
                case LedgerStep.Refused _ -> mined.add(new Mined(sent, false, cost, List.of()));
            }
        }

        Block block() {
            return new Block(Optional.of(parent), state, baseFee, nonces, mined, burnt);
        }
    }
}
