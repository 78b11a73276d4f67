package io.headrace.node.chain;

import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.WinningTicket;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One thing that somebody does, which can be done on every chain.
 *
 * @param what for the record of a walk
 * @param mines whether it only lets blocks pass, which a chain that is fed another's blocks does by itself
 * @param deed answers what came of it, in values that every chain has
 */
record Move(String what, boolean mines, Function<TestChain, Object> deed) {

    private static final String DONE = "done";

    static Move mining(long blocks) {
        return new Move("mine " + blocks, true, doing(chain -> chain.mine(blocks)));
    }

    static Move of(String what, Consumer<TestChain> deed) {
        return new Move(what, false, doing(deed));
    }

    static Move calling(String what, Function<TestChain, Outcome<?>> call) {
        return new Move(what, false, chain -> said(call.apply(chain)));
    }

    /** A redemption: its answer tells too whether the ticket is used afterwards. */
    static Move redeeming(String what, PrivateKey who, WinningTicket ticket) {
        return new Move(what, false, chain -> {
            var broker = chain.as(who).broker();
            return new Redeemed(said(broker.redeem(ticket)), broker.used(ticket.hash()));
        });
    }

    /** @param paid or why not */
    record Redeemed(Object paid, boolean used) {}

    /** Why it was refused, if it was. */
    static Optional<Revert> refusal(Object answer) {
        return switch (answer) {
            case Redeemed(Revert reason, var _) -> Optional.of(reason);
            case Revert reason -> Optional.of(reason);
            default -> Optional.empty();
        };
    }

    Object on(TestChain chain) {
        return deed.apply(chain);
    }

    /** The same on a ledger that is fed the blocks of the chain on which the move was done before. */
    Object following(LedgerTestChain ledger, long block) {
        long behind = block - ledger.ledger.time().block();
        if (behind > 0) {
            ledger.mine(behind);
        }
        return mines ? DONE : on(ledger);
    }

    private static Function<TestChain, Object> doing(Consumer<TestChain> deed) {
        return chain -> {
            deed.accept(chain);
            return DONE;
        };
    }

    /** The value or the reason; by what the transaction is called differs. */
    private static Object said(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Mined<?>(var _, var value) -> value;
            case Outcome.Reverted<?>(var reason) -> reason;
        };
    }

    @Override
    public String toString() {
        return what;
    }
}
