package io.headrace.job;

import io.headrace.job.Units.Walk;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitState;

/**
 * The publication's part of a step. Its order is decided here and nowhere else: one unit at a time, the one whose turn it
 * is, published or left out.
 */
final class PublicationTurn {

    private final Turn turn;

    PublicationTurn(Turn turn) {
        this.turn = turn;
    }

    /** A unit may be published or left out, as soon as its turn comes. */
    void ready(long seq) {
        if (seq == turn.work().nextToPublish()) {
            next();
        }
    }

    /** The viewer has the unit whose turn it was. */
    void published() {
        turn.set(turn.work().publishedNext());
        next();
    }

    /** The viewer knows that the unit whose turn it was is left out. */
    void skipped() {
        turn.set(turn.work().skippedNext());
        next();
    }

    /** Begins with the unit whose turn it is, if that is ready. */
    void next() {
        long seq = turn.work().nextToPublish();
        if (turn.work().units().contains(seq)) {
            var walk = turn.work().units().get(seq);
            switch (walk.state()) {
                case UnitState.Publishing(var attempt) ->
                    begin(walk, attempt, new JobEffect.Publish(seq, attempt.number()));
                case UnitState.Skipping(var attempt, var _) ->
                    begin(walk, attempt, new JobEffect.Skip(seq, attempt.number()));
                case UnitState.Ready _,
                        UnitState.SegmentDispatch _,
                        UnitState.Executing _,
                        UnitState.Retry _,
                        UnitState.Returning _,
                        UnitState.Verifying _,
                        UnitState.Settling _,
                        UnitState.Done _,
                        UnitState.Left _ -> {}
            }
        }
    }

    private void begin(Walk walk, Attempt attempt, JobEffect effect) {
        turn.effect(effect);
        var patience = turn.machine(walk.unit()).waitFor(attempt, UnitEvent.Phase.PUBLISHING);
        turn.effect(new JobEffect.ForUnit(walk.unit().seq(), patience));
    }
}
