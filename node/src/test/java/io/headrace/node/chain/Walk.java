package io.headrace.node.chain;

import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chooses one move after another by a seed: mostly what makes sense, sometimes what must be refused. A walk is the same
 * on every chain that begins its rounds with the same hashes.
 */
final class Walk {

    static final List<PrivateKey> SENDERS = List.of(Cast.GATEWAY, Cast.THIRD);

    /** More blocks than one move takes, so that no call is tried in one round and mined in the next. */
    private static final long MARGIN = 4;

    private final SplittableRandom chance;
    private final List<CreationRound> begun = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private boolean paused;

    Walk(long seed) {
        this.chance = new SplittableRandom(seed);
    }

    /** @param now where the chains are, which is the same place */
    Move next(Position now) {
        if (!begun.contains(now.rounds().last())) {
            begun.add(now.rounds().last());
        }
        if (now.rounds().endBlock() - now.block() <= MARGIN) {
            return Move.mining(now.rounds().endBlock() - now.block());
        }
        if (paused && chance.nextInt(4) == 0) {
            return pausing(false);
        }
        if (!now.rounds().initialized() && chance.nextInt(3) == 0) {
            return Move.calling(
                    "anybody begins the round",
                    chain -> chain.as(any()).rounds().initialize());
        }
        return move();
    }

    private Move move() {
        var who = any();
        return switch (chance.nextInt(24)) {
            case 0 -> Move.mining(chance.nextLong(1, TestChain.ROUND_LENGTH));
            case 1 -> Move.mining(TestChain.ROUND_LENGTH);
            case 2 -> chance.nextInt(4) == 0 ? pausing(true) : initializing(who);
            case 3 -> unlocking(who);
            case 4 ->
                Move.calling(
                        name(who) + " cancels", chain -> chain.as(who).broker().cancelUnlock());
            case 5 ->
                Move.calling(
                        name(who) + " withdraws",
                        chain -> chain.as(who).broker().withdraw());
            case 6, 7 -> rewarding(who);
            case 8, 9 -> bonding(who);
            case 10 -> withdrawingFees(who);
            case 11 -> registering(who);
            case 12 -> fundingAnother(who);
            case 13, 14, 15, 16 -> funding(SENDERS.get(chance.nextInt(SENDERS.size())));
            default -> redeeming(who);
        };
    }

    private Move pausing(boolean stop) {
        paused = stop;
        return Move.of(stop ? "pause" : "resume", chain -> chain.pause(stop));
    }

    private static Move initializing(PrivateKey who) {
        return Move.calling(
                name(who) + " begins the round", chain -> chain.as(who).rounds().initialize());
    }

    private Move unlocking(PrivateKey any) {
        var who = chance.nextBoolean() ? Cast.GATEWAY : any;
        return Move.calling(
                name(who) + " unlocks", chain -> chain.as(who).broker().unlock());
    }

    private static Move rewarding(PrivateKey who) {
        return Move.calling(
                name(who) + " calls reward", chain -> chain.as(who).bonding().reward());
    }

    private Move bonding(PrivateKey who) {
        var amount = chance.nextInt(8) == 0 ? Tokens.whole(2_000) : Tokens.whole(chance.nextLong(0, 60));
        return Move.calling(
                name(who) + " bonds " + amount, chain -> chain.as(who).bonding().bond(amount));
    }

    private Move withdrawingFees(PrivateKey who) {
        var amount = some(1_500);
        return Move.calling(
                name(who) + " withdraws fees of " + amount,
                chain -> chain.as(who).bonding().withdrawFees(amount));
    }

    private Move registering(PrivateKey who) {
        var uri = "https://" + chance.nextInt(1_000) + ".example:8935";
        return Move.calling(
                name(who) + " serves at " + uri,
                chain -> chain.as(who).services().register(uri));
    }

    private Move funding(PrivateKey who) {
        var deposit = chance.nextInt(20) == 0 ? Cast.WEALTH : some(2_000);
        var reserve = some(2_000);
        return Move.calling(
                name(who) + " funds " + deposit + " and " + reserve,
                chain -> chain.as(who).broker().fund(deposit, reserve));
    }

    private Move fundingAnother(PrivateKey who) {
        var sender = SENDERS.get(chance.nextInt(SENDERS.size()));
        var deposit = some(50);
        var sum = chance.nextInt(3) == 0 ? deposit.plus(Wei.of(1)) : deposit;
        return Move.calling(
                name(who) + " funds " + name(sender) + " with " + deposit + " of " + sum,
                chain -> chain.fundFor(who, sender.address(), sum, deposit, Wei.ZERO));
    }

    private Move redeeming(PrivateKey who) {
        var draft = chance.nextInt(6) == 0 && !drafts.isEmpty() ? drafts.get(chance.nextInt(drafts.size())) : draft();
        drafts.add(draft);
        var ticket = draft.ticket();
        return Move.redeeming(name(who) + " redeems " + ticket + " of " + draft.creation(), who, ticket);
    }

    private Draft draft() {
        var sender = SENDERS.get(chance.nextInt(SENDERS.size()));
        var good = new Draft(chance.nextLong(0, 2_500), chance.nextLong(1_000_000), begun.getLast())
                .from(sender.address())
                .signedBy(sender)
                .to(any().address());
        return switch (chance.nextInt(20)) {
            case 0 -> good.revealing(Hash256.ZERO);
            case 1 -> good.signedBy(Cast.SECOND);
            case 2 -> good.signedByNobody();
            case 3 -> good.winning(WinProb.NEVER);
            case 4 -> good.of(CreationRound.NONE);
            case 5 -> good.of(new CreationRound(begun.getLast().round(), Hash256.ZERO));
            case 6 ->
                good.of(new CreationRound(
                        begun.getLast().round() + 1, begun.getLast().blockHash()));
            case 7, 8, 9 -> good.of(begun.get(chance.nextInt(begun.size())));
            case 10 -> good.winning(new WinProb(WinProb.MAX.shiftRight(1)));
            default -> good;
        };
    }

    private PrivateKey any() {
        return Cast.ALL.get(chance.nextInt(Cast.ALL.size()));
    }

    private Wei some(long below) {
        return Wei.of(chance.nextLong(0, below));
    }

    private static String name(PrivateKey who) {
        return "account " + Cast.ALL.indexOf(who);
    }
}
