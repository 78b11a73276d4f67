package io.headrace.node.chain;

import io.headrace.chain.Chain;
import io.headrace.chain.Outcome;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.BlockSource;
import io.headrace.ledger.Command;
import io.headrace.ledger.CoverRule;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.Inflation;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LedgerStep;
import io.headrace.ledger.LocalLedger;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Duration;

/** The ledger as a test's chain: with blocks of its own, or fed those of another. */
final class LedgerTestChain implements TestChain {

    private static final long SEED = 7;

    final LocalLedger ledger;

    private LedgerTestChain(CoverRule cover, BlockSource blocks) {
        ledger = new LocalLedger(new LedgerRules(config(cover), Signatures::signedBy, blocks), genesis());
    }

    static LedgerTestChain open(CoverRule cover) {
        return new LedgerTestChain(cover, BlockSource.seeded(SEED, ROUND_LENGTH));
    }

    static LedgerTestChain fed(CoverRule cover, BlockSource blocks) {
        return new LedgerTestChain(cover, blocks);
    }

    private static LedgerConfig config(CoverRule cover) {
        var held = new Tokens(Cast.TOKENS.amount().multiply(BigInteger.valueOf(Cast.ALL.size())));
        return new LedgerConfig(
                SEED,
                Duration.ofSeconds(1),
                ROUND_LENGTH,
                UNLOCK_PERIOD,
                UNBONDING_PERIOD,
                TICKET_VALIDITY,
                cover,
                MAX_POOL,
                Inflation.deployed(Cast.SUPPLY.minus(held)),
                false);
    }

    private static Genesis genesis() {
        return new Genesis(Cast.ALL.stream()
                .map(who -> new Genesis.Allocation(who.address(), Cast.WEALTH, Cast.TOKENS, Tokens.ZERO))
                .toList());
    }

    @Override
    public Chain as(PrivateKey who) {
        return ledger.as(who.address());
    }

    @Override
    public void mine(long blocks) {
        ledger.advance(blocks);
    }

    @Override
    public void pause(boolean paused) {
        ledger.apply(new Command.SetPaused(paused));
    }

    @Override
    public Outcome<SenderFunds> fundFor(PrivateKey payer, EthAddress sender, Wei value, Wei deposit, Wei reserve) {
        return switch (ledger.apply(new Command.Fund(payer.address(), sender, value, deposit, reserve))) {
            case LedgerStep.Applied(var state, var _) ->
                new Outcome.Mined<>(
                        "ledger-" + state.serial(), as(payer).broker().funds(sender));
            case LedgerStep.Refused(var reason) -> new Outcome.Reverted<>(reason);
        };
    }

    @Override
    public void close() {
        // It is only memory.
    }
}
