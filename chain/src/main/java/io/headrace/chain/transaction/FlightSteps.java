package io.headrace.chain.transaction;

import io.headrace.chain.transaction.Flight.Phase;
import io.headrace.chain.transaction.Flight.Seen;
import io.headrace.chain.transaction.TransactionEffect.Count;
import io.headrace.chain.transaction.TransactionEffect.Finish;
import io.headrace.chain.transaction.TransactionEffect.Forget;
import io.headrace.chain.transaction.TransactionEffect.Report;
import io.headrace.chain.transaction.TransactionEffect.Save;
import io.headrace.chain.transaction.TransactionEffect.Send;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;

/**
 * The way of one transaction from its first sending to its end. A nonce is given again only if no endpoint ever took
 * what was sent with it; anything else might be mined twice.
 */
record FlightSteps(TransactionLimits limits) {

    /** A look at one endpoint may mix two states of the chain, so a nonce is believed lost only after a few blocks more. */
    private static final int DOUBT_BLOCKS = 2;

    static Step<TransactionState, TransactionEffect> sent(TransactionState state, Flight flight) {
        return Step.to(state.with(flight.taken()));
    }

    static Step<TransactionState, TransactionEffect> sendFailed(TransactionState state, Flight flight, String what) {
        return Step.to(
                state.with(flight.taken()),
                new Count(Incident.UNREACHABLE),
                new Report(flight.transaction(), new Trouble.Unreachable(what)));
    }

    Step<TransactionState, TransactionEffect> refused(
            TransactionState state, Flight flight, Refusal refusal, Instant now) {
        var step = switch (refusal) {
            case Refusal.AlreadyKnown _ -> sent(state, flight);
            case Refusal.NonceTooLow _ when !flight.exposed() -> outrun(state, flight);
            case Refusal.Underpriced _ when canReplace(state, flight) -> replaced(state, flight, now);
            case Refusal.Underpriced _, Refusal.InsufficientFunds _, Refusal.Other _
            when !flight.exposed() -> neverTaken(state, flight, refusal);
            case Refusal.NonceTooLow _, Refusal.Underpriced _, Refusal.InsufficientFunds _, Refusal.Other _ ->
                Step.<TransactionState, TransactionEffect>to(
                        state.with(flight.in(new Phase.Resting())),
                        new Report(flight.transaction(), new Trouble.NotTaken(refusal)));
        };
        return step.and(new Count(Incident.of(refusal)));
    }

    Step<TransactionState, TransactionEffect> lookedUp(
            TransactionState before, Flight flight, long asOf, TransactionEvent.LookedUp answer, Instant now) {
        var state = before.with(nonces -> flight.nonce() == before.lowestNonce()
                ? nonces.checked(answer.accountNonce(), flight.nonce(), now, limits.timeout(), limits.maxInFlight())
                : nonces);
        return switch (answer.sighting()) {
            case Sighting.Mined(var receipt) ->
                asOf - receipt.block() >= limits.confirmations()
                        ? mined(state, flight, receipt)
                        : Step.to(state.with(flight.resting(new Seen.Mined(receipt))));
            case Sighting.Pending _ -> unmined(state, flight, true, now);
            case Sighting.Unknown _ ->
                answer.accountNonce() > flight.nonce()
                        ? ousted(state, flight, asOf, now)
                        : unmined(state, flight, false, now);
        };
    }

    private Step<TransactionState, TransactionEffect> unmined(
            TransactionState state, Flight flight, boolean pending, Instant now) {
        if (flight.seen() instanceof Seen.Mined(var receipt)) {
            return fallen(state, flight, receipt, pending, now);
        }
        var found = flight.resting(new Seen.Unmined());
        if (flight.overdue(now, limits.timeout())) {
            return canReplace(state, found) ? replaced(state, found, now) : stuck(state, found, pending, now);
        }
        return pending ? Step.to(state.with(found)) : resent(state, found);
    }

    /** A block that held it is no longer part of the chain; most often it is mined again soon. */
    private static Step<TransactionState, TransactionEffect> fallen(
            TransactionState state, Flight flight, Receipt lost, boolean pending, Instant now) {
        var found = flight.resting(new Seen.Unmined()).from(now);
        var step = pending ? Step.<TransactionState, TransactionEffect>to(state.with(found)) : resent(state, found);
        return step.and(
                new Count(Incident.REORGANISED), new Report(flight.transaction(), new Trouble.Reorganised(lost)));
    }

    private static Step<TransactionState, TransactionEffect> resent(TransactionState state, Flight flight) {
        return Step.to(
                state.with(flight.in(new Phase.Sending())), new Send(flight.transaction()), new Count(Incident.RESENT));
    }

    private boolean canReplace(TransactionState state, Flight flight) {
        return flight.transaction().tries().size() <= limits.maxReplacements()
                && flight.transaction()
                        .fees()
                        .replacement(state.head().market(), limits.ceiling())
                        .isPresent();
    }

    private Step<TransactionState, TransactionEffect> replaced(TransactionState state, Flight flight, Instant now) {
        var dearer = flight.transaction()
                .fees()
                .replacement(state.head().market(), limits.ceiling())
                .orElseThrow();
        var next = flight.trying(dearer, now);
        return Step.to(
                state.with(next),
                new Save(next.transaction()),
                new Send(next.transaction()),
                new Count(Incident.REPLACED));
    }

    /** Says so, and goes on watching: what was sent may be mined as long as its nonce is free. */
    private Step<TransactionState, TransactionEffect> stuck(
            TransactionState state, Flight flight, boolean pending, Instant now) {
        var transaction = flight.transaction();
        int sent = transaction.tries().size();
        var suggested = transaction.fees().bumped().cap();
        var trouble = sent > limits.maxReplacements()
                ? new Trouble.StillWaiting(sent, Duration.between(flight.since(), now))
                : new Trouble.ReplacementTooDear(suggested, limits.ceiling());
        var later = flight.from(now);
        var step = pending ? Step.<TransactionState, TransactionEffect>to(state.with(later)) : resent(state, later);
        return step.and(new Report(transaction, trouble));
    }

    /** The nonce went to another of the account before ours was taken: the call gets a new one at the next block. */
    private static Step<TransactionState, TransactionEffect> outrun(TransactionState state, Flight flight) {
        var transaction = flight.transaction();
        var without = state.without(flight).with(Nonces::stale);
        if (transaction.isRepair()) {
            return Step.to(without, new Forget(flight.nonce()));
        }
        var again = new Waiting(
                transaction.id(), transaction.call(), flight.since(), new Waiting.Stage.Ready(transaction.gas()));
        return Step.to(without.plus(again), new Forget(flight.nonce()));
    }

    private static Step<TransactionState, TransactionEffect> neverTaken(
            TransactionState state, Flight flight, Refusal refusal) {
        var freed = state.without(flight).with(nonces -> nonces.returned(flight.nonce()));
        return ended(freed, flight, new Result.NeverTaken(flight.transaction().fees(), refusal));
    }

    private static Step<TransactionState, TransactionEffect> mined(
            TransactionState state, Flight flight, Receipt receipt) {
        var step = ended(state.without(flight), flight, new Result.Mined(receipt));
        return flight.transaction().isRepair() ? step.and(new Count(Incident.REPAIRED)) : step;
    }

    private Step<TransactionState, TransactionEffect> ousted(
            TransactionState state, Flight flight, long asOf, Instant now) {
        if (!(flight.seen() instanceof Seen.Ousted(var since))) {
            return flight.seen() instanceof Seen.Mined(var receipt)
                    ? fallen(state, flight, receipt, true, now)
                    : Step.to(state.with(flight.resting(new Seen.Ousted(asOf))));
        }
        return asOf - since < limits.confirmations() + DOUBT_BLOCKS
                ? Step.to(state.with(flight.in(new Phase.Resting())))
                : ended(state.without(flight).with(Nonces::stale), flight, new Result.NonceTaken(flight.nonce()))
                        .and(new Count(Incident.NONCE_TAKEN));
    }

    /** The asker is told before the store forgets: after a crash between them it is told once more, never not at all. */
    private static Step<TransactionState, TransactionEffect> ended(
            TransactionState state, Flight flight, Result result) {
        var forget = new Forget(flight.nonce());
        return flight.transaction().isRepair()
                ? Step.to(state, forget)
                : Step.to(state, new Finish(flight.transaction().id(), result), forget);
    }
}
