package io.headrace.simulation.chain;

import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.Transaction;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.ledger.SenderAccount;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** What goes on between the nodes, and so on their chain: tickets win, deposits shrink, somebody unlocks, somebody begins a round. */
final class Trade {

    private static final int WINS_PER_MILLE = 250;
    private static final int BURSTS_PER_MILLE = 10;
    private static final int BURST = 6;
    private static final int UNLOCKS_PER_MILLE = 4;
    private static final int BEGINS_PER_MILLE = 500;
    private static final Fees STRANGERS_FEES = new Fees(Wei.of(5), Wei.of(10_000));
    private static final int USUAL_OFFER_BLOCKS = 20;

    /** Until near the end of the two rounds in which a ticket can be redeemed. */
    private static final int LONGEST_OFFER_BLOCKS = 75;

    private static final int LEAST_BLOCKS_TO_REDEEM = 5;

    /** One offer in so many is long. */
    private static final int LONG_OFFERS_OF = 8;

    private static final long LEAST_FACE_VALUE = 200_000_000;
    private static final int FACE_VALUE_RANGE = 800_000_000;
    private static final Wei DEPOSIT = Wei.of(10_000_000_000L);
    private static final Wei LOW = Wei.of(3_000_000_000L);
    private static final Signature SIGNATURE = signature();

    private final ChainWorld world;
    private final List<SimulatedNode> orchestrators;
    private final List<SimulatedNode> senders;
    private final EthAddress stranger;
    private long tickets;
    private long begun;

    Trade(ChainWorld world, List<SimulatedNode> orchestrators, List<SimulatedNode> senders, EthAddress stranger) {
        this.world = world;
        this.orchestrators = orchestrators;
        this.senders = senders;
        this.stranger = stranger;
    }

    private static Signature signature() {
        byte[] bytes = new byte[Signature.LENGTH];
        bytes[Signature.LENGTH - 1] = 27;
        return Signature.of(bytes);
    }

    /** Once per block, as long as the world is not quiet. */
    void go() {
        if (world.draw(1_000) < WINS_PER_MILLE) {
            win(1);
        }
        if (world.draw(1_000) < BURSTS_PER_MILLE) {
            win(BURST);
        }
        senders.stream().filter(sender -> sender.intents().open().isEmpty()).forEach(this::manage);
        beginRound();
    }

    /** Several tickets of one offer. */
    private void win(int winners) {
        var recipient = orchestrators.get(world.draw(orchestrators.size()));
        var sender = senders.get(world.draw(senders.size()));
        int life = world.draw(LONG_OFFERS_OF) == 0 ? LONGEST_OFFER_BLOCKS : USUAL_OFFER_BLOCKS;
        long next = world.chain.head().number() + 1;
        long expires = Math.max(next, Math.min(next + world.draw(life), lastChance()));
        for (int i = 0; i < winners; i++) {
            recipient.won(winner(recipient, sender, expires));
        }
    }

    /** Until when an offer made now may stand, so that what it wins can still be redeemed. */
    private long lastChance() {
        long creation = world.chain.head().lastRound().round();
        return (creation + Terms.TICKET_VALIDITY - 1) * Terms.ROUND_LENGTH - LEAST_BLOCKS_TO_REDEEM;
    }

    private WinningTicket winner(SimulatedNode recipient, SimulatedNode sender, long expires) {
        var rand = Hash256.of(BigInteger.valueOf(++tickets));
        var ticket = new Ticket(
                recipient.account(),
                sender.account(),
                Wei.of(LEAST_FACE_VALUE + world.draw(FACE_VALUE_RANGE)),
                WinProb.ALWAYS,
                tickets,
                Keccak.hash(rand.bytes()),
                world.chain.head().lastRound());
        return new WinningTicket(new SignedTicket(ticket, SIGNATURE), rand, BigInteger.valueOf(expires));
    }

    private void manage(SimulatedNode sender) {
        var state = world.chain.head().state();
        var account = Optional.ofNullable(state.senders().get(sender.account()));
        long round = world.chain.rules().rounds(state).current();
        long withdrawRound = account.map(SenderAccount::withdrawRound).orElse(0L);
        var deposit = account.map(SenderAccount::deposit).orElse(Wei.ZERO);
        var reserve = account.map(known -> known.reserve().funds()).orElse(Wei.ZERO);
        boolean empty = deposit.isZero() && reserve.isZero();
        if (withdrawRound > 0 && !empty) {
            if (round >= withdrawRound) {
                sender.intents().add(Contracts.withdraw());
            }
        } else if (!empty && world.strikes(ChainFault.SENDER_UNLOCKED, UNLOCKS_PER_MILLE)) {
            sender.intents().add(Contracts.unlock());
        } else if (deposit.compareTo(LOW) < 0) {
            sender.intents().add(Contracts.fund(DEPOSIT, LOW));
        }
    }

    /** At most once in a round. */
    private void beginRound() {
        var head = world.chain.head();
        var status = world.chain.rules().rounds(head.state());
        if (!status.initialized()
                && status.current() > begun
                && world.strikes(ChainFault.ROUND_BEGUN_BY_ANOTHER, BEGINS_PER_MILLE)) {
            begun = status.current();
            var id = new CallId("stranger-" + begun);
            var transaction = new Transaction(
                    head.nonce(stranger), id, Contracts.beginRound(), Contracts.GAS, List.of(STRANGERS_FEES));
            world.chain.pool.put(Sent.of(stranger, transaction, STRANGERS_FEES));
        }
    }
}
