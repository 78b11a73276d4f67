package io.headrace.chain.redemption;

import io.headrace.chain.Revert;
import io.headrace.chain.redemption.Held.Phase;
import io.headrace.chain.redemption.RedemptionQueue.Effect;
import io.headrace.chain.redemption.RedemptionQueue.Event;
import io.headrace.chain.redemption.RedemptionQueue.Event.OfWinner;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.payments.ChainTime;

/**
 * One winner's way to its money: what each answer of the chain means for it. When its turn comes is the queue's to
 * say, and so are the two moves that need no answer.
 *
 * <pre>
 *   of one winner  event            becomes
 *   Waiting        its turn         Checking
 *   Checking       Checked          Submitting, or Waiting with a reason, or Provisional when it was used before or
 *                                   expired
 *   Checking       Unreachable      Waiting
 *   Submitting     Redeemed         Provisional, paid
 *   Submitting     RefusedByBroker  Waiting, or Gone when it can never be paid, or Provisional when it was used before
 *                                   or expired
 *   Submitting     MinedInVain      Waiting: the next check sees whether it was used
 *   Submitting     Unreachable      Waiting: the next check sees whether it went through
 *   Provisional    its turn         Confirming
 *   Confirming     Checked          Gone; or Waiting when the chain does not have it as used any more; or Provisional
 *                                   when it expired and was used after all
 *   Confirming     Unreachable      Provisional
 *   Provisional, Confirming
 *                  TakenBack        Waiting: a reorganisation
 *   any in flight  a restart        Waiting, or Provisional
 * </pre>
 *
 * <p>Where the chain never takes anything back (no confirmations), what would be provisional is gone at once. An
 * expired winner is checked like any other before it goes: what redeemed it may be an earlier life's transaction.
 *
 * @param time of the chain, as it is when the answer comes
 */
record Redemption(RedemptionLimits limits, ChainTime time) implements Machine<Held, OfWinner, Effect> {

    @Override
    public boolean ended(Held held) {
        return held.phase() instanceof Phase.Gone;
    }

    @Override
    public Step<Held, Effect> step(Held held, OfWinner answer, Moment moment) {
        return switch (answer) {
            case Event.Checked(var _, var preflight) -> checked(held, preflight);
            case Event.Redeemed(var _, var paid, var transaction) -> settle(held, new Ending.Paid(paid, transaction));
            case Event.RefusedByBroker(var _, var reason) -> refused(held, reason);
            case Event.MinedInVain(var _, var transaction) -> delay(held, new Delay.MinedInVain(transaction));
            case Event.TakenBack _ -> takenBack(held);
            case Event.Unreachable(var _, var what) -> unreachable(held, new Delay.Unavailable(what));
        };
    }

    private Step<Held, Effect> checked(Held held, Preflight preflight) {
        return switch (held.phase()) {
            case Phase.Checking _ when preflight.used() -> settle(held, new Ending.UsedBefore());
            case Phase.Checking _ when limits.expired(held.winner(), time) -> settle(held, expiry(held));
            case Phase.Checking _ ->
                limits.objection(held.winner(), preflight, time)
                        .map(reason -> delay(held, reason))
                        .orElseGet(() -> submit(held));
            case Phase.Confirming(Ending.Expired expired) ->
                preflight.used() ? settle(held, new Ending.UsedBefore()) : close(held, expired);
            case Phase.Confirming(var ending) ->
                preflight.used() ? close(held, ending) : delay(held, new Delay.TakenBack(ending));
            case Phase.Waiting _, Phase.Submitting _, Phase.Provisional _, Phase.Gone _ -> Step.to(held);
        };
    }

    private Step<Held, Effect> refused(Held held, Revert reason) {
        var prospect = Prospect.after(reason)
                .orElseThrow(() ->
                        new IllegalStateException("A redemption is not refused with " + reason + ": " + held.winner()));
        return switch (prospect) {
            case USED -> settle(held, new Ending.UsedBefore());
            case EXPIRED -> settle(held, expiry(held));
            case WORTHLESS -> close(held, new Ending.Worthless(reason));
            case LATER -> delay(held, new Delay.Refused(reason));
        };
    }

    private Step<Held, Effect> takenBack(Held held) {
        return switch (held.phase()) {
            case Phase.Provisional(var ending, var _) -> delay(held, new Delay.TakenBack(ending));
            case Phase.Confirming(var ending) -> delay(held, new Delay.TakenBack(ending));
            case Phase.Waiting _, Phase.Checking _, Phase.Submitting _, Phase.Gone _ -> Step.to(held);
        };
    }

    private Step<Held, Effect> unreachable(Held held, Delay reason) {
        return held.phase() instanceof Phase.Confirming(var ending)
                ? Step.to(
                        held.in(new Phase.Provisional(ending, time.block() + 1)),
                        new Effect.Delayed(held.hash(), reason))
                : delay(held, reason);
    }

    private static Step<Held, Effect> submit(Held held) {
        return Step.to(held.in(new Phase.Submitting()), new Effect.Redeem(held.hash(), held.winner()));
    }

    /** The ticket is used or expired as the chain is now: gone, or provisionally so. */
    private Step<Held, Effect> settle(Held held, Ending ending) {
        return limits.confirmations() == 0
                ? close(held, ending)
                : Step.to(held.in(new Phase.Provisional(ending, time.block() + limits.confirmations())));
    }

    private Step<Held, Effect> delay(Held held, Delay reason) {
        return Step.to(held.delayed(time.block()), new Effect.Delayed(held.hash(), reason));
    }

    private static Step<Held, Effect> close(Held held, Ending ending) {
        return Step.to(held.in(new Phase.Gone(ending)), new Effect.Close(held.hash(), held.winner(), ending));
    }

    private Ending expiry(Held held) {
        return new Ending.Expired(
                held.winner().ticket().creation().round(), time.lastRound().round());
    }
}
