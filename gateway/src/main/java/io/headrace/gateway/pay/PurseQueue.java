package io.headrace.gateway.pay;

import io.headrace.gateway.pay.SessionPurse.Means;
import io.headrace.payments.Credit;
import io.headrace.payments.sender.Staging;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;

/**
 * Those who wait for a purse, in the order in which they came. Whoever moves something looks for all of them, on its own thread: of
 * those who can go the eldest goes, until none can, and only those who go are woken.
 *
 * <p>One that cannot go does not hold the others up, until {@value #MOST_PASSES} younger ones have passed it. Then they wait for
 * it, at most as long as units are in flight: with none, nobody has to wait. Guarded by the purse's lock.
 */
final class PurseQueue {

    static final int MOST_PASSES = 64;

    private final Function<Want, Staging> rule;
    private final List<Wish> waiting = new ArrayList<>();

    /** @param rule what comes of a want now; what may go is booked by it */
    PurseQueue(Function<Want, Staging> rule) {
        this.rule = rule;
    }

    /** What somebody needs. Between two moves all with the same want fare alike. */
    record Want(Credit fee, Means means) {}

    /** One unit's turn. */
    static final class Wish {

        private final Want want;
        private final Condition turn;
        private Optional<Staging> granted = Optional.empty();
        private int passes;

        /** @param turn of the purse's lock; nobody else waits for it */
        Wish(Want want, Condition turn) {
            this.want = want;
            this.turn = turn;
        }

        Condition turn() {
            return turn;
        }

        /** What came of it; empty while it has to wait. */
        Optional<Staging> granted() {
            return granted;
        }

        private boolean bars() {
            return passes >= MOST_PASSES;
        }
    }

    /** One more comes. It goes at once if it can: the others have been looked at when something moved last. */
    void come(Wish wish) {
        boolean free = waiting.stream().noneMatch(Wish::bars);
        waiting.add(wish);
        if (free && goes(wish)) {
            moved();
        }
    }

    /** Something moved: all who can go now do. */
    void moved() {
        while (!waiting.isEmpty() && eldestGoes()) {
            // Whoever goes may make room for an elder one.
        }
    }

    private boolean eldestGoes() {
        var inVain = new HashSet<Want>();
        for (var wish : waiting) {
            if (inVain.add(wish.want) && goes(wish)) {
                return true;
            }
            if (wish.bars()) {
                return false;
            }
        }
        return false;
    }

    /** The end of its patience: a last look, whoever has come before. */
    Staging leave(Wish wish) {
        return wish.granted.orElseGet(() -> {
            var last = rule.apply(wish.want);
            waiting.remove(wish);
            moved();
            return last;
        });
    }

    /** It does not want any more. */
    void giveUp(Wish wish) {
        waiting.remove(wish);
        moved();
    }

    int size() {
        return waiting.size();
    }

    private boolean goes(Wish wish) {
        var staging = rule.apply(wish.want);
        if (staging instanceof Staging.MustWait) {
            return false;
        }
        wish.granted = Optional.of(staging);
        wish.turn.signal();
        int place = waiting.indexOf(wish);
        waiting.subList(0, place).forEach(elder -> elder.passes++);
        waiting.remove(place);
        return true;
    }
}
