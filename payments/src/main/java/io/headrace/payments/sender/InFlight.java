package io.headrace.payments.sender;

import io.headrace.payments.Credit;
import java.util.ArrayList;
import java.util.List;

/**
 * The units of a session that are in flight, and what they come to together. The sums are carried along, so that another unit
 * costs the same however many there are. Immutable.
 *
 * @param stakes in the order in which they were paid for
 * @param fees that they are expected to cost
 * @param added what their tickets are worth
 * @param drawn what they rely on of the credit that the orchestrator already has
 * @param surplus what tickets that were sent bring beyond their own units' fees
 */
public record InFlight(List<Stake> stakes, Credit fees, Credit added, Credit drawn, Credit surplus) {

    public static final InFlight NONE = new InFlight(List.of(), Credit.ZERO, Credit.ZERO, Credit.ZERO, Credit.ZERO);

    public InFlight {
        stakes = List.copyOf(stakes);
    }

    public static InFlight of(List<Stake> stakes) {
        var all = NONE;
        for (var stake : stakes) {
            all = all.with(stake);
        }
        return all;
    }

    boolean isEmpty() {
        return stakes.isEmpty();
    }

    /** @throws IllegalStateException when none has that id */
    Stake stake(long id) {
        for (var stake : stakes) {
            if (stake.id() == id) {
                return stake;
            }
        }
        throw new IllegalStateException("No unit with stake " + id + " is in flight: " + stakes);
    }

    InFlight with(Stake more) {
        var all = new ArrayList<>(stakes);
        all.add(more);
        return new InFlight(
                all,
                fees.plus(more.fee()),
                added.plus(more.added()),
                drawn.plus(more.drawn()),
                surplus.plus(more.surplus()));
    }

    /** @throws IllegalStateException when none has that id */
    InFlight without(long id) {
        var gone = stake(id);
        var others = new ArrayList<>(stakes);
        others.remove(gone);
        return new InFlight(
                others,
                fees.minus(gone.fee()),
                added.minus(gone.added()),
                drawn.minus(gone.drawn()),
                surplus.minus(gone.surplus()));
    }

    /**
     * So much of what sent tickets bring beyond their own units' fees is credit now: those units bring that much less.
     *
     * @param amount at most the surplus
     */
    InFlight confirming(Credit amount) {
        var left = amount;
        var changed = new ArrayList<Stake>();
        for (var stake : stakes) {
            var taken = left.min(stake.surplus());
            changed.add(
                    taken.signum() == 0 ? stake : stake.bringing(stake.added().minus(taken)));
            left = left.minus(taken);
        }
        return new InFlight(changed, fees, added.minus(amount), drawn, surplus.minus(amount));
    }

    /** The orchestrator has been sent what this unit brought. One that ended meanwhile changes nothing. */
    InFlight sent(long id) {
        var marked = new ArrayList<Stake>();
        var more = Credit.ZERO;
        for (var stake : stakes) {
            if (stake.id() == id && !stake.sent()) {
                marked.add(stake.asSent());
                more = stake.asSent().surplus();
            } else {
                marked.add(stake);
            }
        }
        return new InFlight(marked, fees, added, drawn, surplus.plus(more));
    }
}
