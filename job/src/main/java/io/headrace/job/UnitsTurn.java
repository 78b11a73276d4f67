package io.headrace.job;

import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.Units.Walk;
import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Reason.Remedy;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitState;
import io.headrace.job.unit.UnitState.Attempted;
import java.util.function.Consumer;

/** The units' part of a step: which are begun, how each walks its own machine, and what its moves mean for the rest. */
final class UnitsTurn {

    private final Turn turn;
    private final Consumer<UnitState.Left> left;
    private final PublicationTurn publication;
    private boolean depleted;

    /** @param left is told when a unit is given back, after it was made ready again */
    UnitsTurn(Turn turn, Consumer<UnitState.Left> left) {
        this.turn = turn;
        this.left = left;
        this.publication = new PublicationTurn(turn);
    }

    void take(long seq, UnitEvent event) {
        if (seq < turn.work().units().first()) {
            afterItsEnd(seq, event);
        } else if (!turn.work().units().contains(seq)) {
            throw turn.unexpected();
        } else if (event instanceof UnitEvent.RetryDue && sessionLeft(seq)) {
            walk(seq, new UnitEvent.SessionLeft());
        } else if (event instanceof UnitEvent.RetryDue(int attempt) && sessionFull()) {
            var pause = turn.machine.limits().unit().retryPause();
            turn.effect(new JobEffect.ForUnit(seq, new UnitEffect.RetryAfter(pause, attempt)));
        } else {
            walk(seq, event);
        }
    }

    /** A unit was settled with the last of the money. */
    boolean depleted() {
        return depleted;
    }

    /** Row 6: begins as many units as the session has room for, the first in order first. */
    void dispatch() {
        if (turn.state() instanceof SessionEstablished(var _, var session)) {
            var units = turn.work().units();
            long room = session.capacity() - units.atWork(session.number()) - units.pausing(session.number());
            for (long seq = units.first(); seq < units.next() && room > 0; seq++) {
                if (units.get(seq).state() instanceof UnitState.Ready) {
                    walk(seq, new UnitEvent.Begun(session.number()));
                    room--;
                }
            }
        }
    }

    /** What an orchestrator that was caught has of other units is not used, unless its publication is under way. */
    void distrust(Orchestrator orchestrator) {
        for (var walk : turn.work().units().walks()) {
            if (mayBeTakenBack(walk)
                    && turn.work()
                            .orchestratorOf(walk.state())
                            .filter(orchestrator::equals)
                            .isPresent()) {
                walk(walk.unit().seq(), new UnitEvent.Distrusted());
            }
        }
    }

    private boolean mayBeTakenBack(Walk walk) {
        return switch (walk.state()) {
            case UnitState.SegmentDispatch _, UnitState.Executing _, UnitState.Returning _, UnitState.Verifying _ ->
                true;
            case UnitState.Publishing _ -> walk.unit().seq() != turn.work().nextToPublish();
            case UnitState.Ready _,
                    UnitState.Retry _,
                    UnitState.Settling _,
                    UnitState.Skipping _,
                    UnitState.Done _,
                    UnitState.Left _ -> false;
        };
    }

    /** Units that pause before another try in a session that is left go on in the next one. */
    void takeBackPausing() {
        var units = turn.work().units();
        for (var walk : units.walks()) {
            if (walk.state() instanceof UnitState.Retry
                    && sessionLeft(walk.unit().seq())) {
                walk(walk.unit().seq(), new UnitEvent.SessionLeft());
            }
        }
    }

    void resumed() {
        for (var walk : turn.work().units().walks()) {
            long seq = walk.unit().seq();
            if (walk.state() instanceof UnitState.Ready(int last)) {
                makeReady(seq, last);
            } else if (!(walk.state() instanceof UnitState.Done)) {
                walk(seq, new UnitEvent.Resumed());
            }
        }
        publication.next();
    }

    /** Rows 20 and 21: remembered, and nothing is delayed by it. */
    void rewardCalled(Orchestrator orchestrator) {
        for (var walk : turn.work().units().walks()) {
            if (walk.state() instanceof UnitState.Publishing publishing
                    && turn.work()
                            .orchestratorOf(publishing)
                            .filter(orchestrator::equals)
                            .isPresent()) {
                long seq = walk.unit().seq();
                note(seq, publishing, "Publishing", "RoundReward", Reason.REWARD_CALLED);
                note(seq, publishing, "RoundReward", "Publishing", Reason.AS_PLANNED);
            }
        }
    }

    private void note(long seq, UnitState.Publishing publishing, String from, String to, Reason reason) {
        var rule = Lifecycle.rule(Part.UNIT, from, "RewardCalled", to);
        var orchestrator = turn.work().orchestratorOf(publishing);
        turn.note(new JobEffect.Moved(Transition.ofUnit(seq, publishing, rule, reason, orchestrator)));
    }

    /** True while a unit may still need the session: for its answer, or to settle with it. */
    boolean underWay(int session) {
        return turn.work().units().walks().stream()
                .anyMatch(walk -> walk.state() instanceof Attempted attempted
                        && attempted.attempt().session() == session);
    }

    private void walk(long seq, UnitEvent event) {
        var walk = turn.work().units().get(seq);
        var step = turn.machine(walk.unit()).step(walk.state(), event, turn.moment);
        var move = new UnitMove(seq, walk.state(), event, step.state());
        if (!move.stays()) {
            turn.note(new JobEffect.Moved(move.transition(turn.work())));
            turn.set(turn.work().with(turn.work().units().with(seq, step.state())));
        }
        step.effects().forEach(effect -> perform(walk.unit(), effect));
        follow(move);
    }

    /** What a unit's new state means for the others and for the job. */
    private void follow(UnitMove move) {
        switch (move.to()) {
            case UnitState.Publishing _
            when !(move.from() instanceof UnitState.Publishing) -> publication.ready(move.seq());
            case UnitState.Skipping _ when move.from() instanceof UnitState.Left -> publication.ready(move.seq());
            case UnitState.Settling _ when move.from() instanceof UnitState.Publishing -> publication.published();
            case UnitState.Done _
            when move.from() instanceof UnitState.Skipping -> {
                turn.because("UnitDone");
                publication.skipped();
            }
            case UnitState.Done _
            when !(move.from() instanceof UnitState.Done) -> {
                turn.because("UnitDone");
                depleted |= move.event() instanceof UnitEvent.Settled(var _, var purse) && purse == Purse.DEPLETED;
            }
            case UnitState.Left given -> givenBack(move.seq(), given);
            case UnitState.Ready _,
                    UnitState.SegmentDispatch _,
                    UnitState.Executing _,
                    UnitState.Retry _,
                    UnitState.Returning _,
                    UnitState.Verifying _,
                    UnitState.Publishing _,
                    UnitState.Settling _,
                    UnitState.Skipping _,
                    UnitState.Done _ -> {}
        }
    }

    private void givenBack(long seq, UnitState.Left given) {
        turn.because("UnitLeft");
        if (given.reason().remedy() == Remedy.LEAVE_OUT) {
            walk(seq, new UnitEvent.Missed());
        } else if (given.reason().remedy() == Remedy.SECOND_OPINION && believed(seq, given)) {
            leaveOut(seq);
        } else {
            makeReady(seq, given.lastAttempt());
            left.accept(given);
        }
    }

    /** Whoever says so is remembered, believed or not. */
    private boolean believed(long seq, UnitState.Left given) {
        var work = turn.work();
        var by = work.orchestratorOf(given);
        by.ifPresent(doubter -> turn.set(work.with(work.units().doubted(seq, doubter))));
        return by.filter(doubter -> work.believes(doubter, seq)).isPresent();
    }

    private void leaveOut(long seq) {
        switch (turn.machine.limits().unusable()) {
            case UnusableInput.FailJob _ -> turn.fail(Reason.INPUT_UNUSABLE);
            case UnusableInput.SkipUnit _ -> {
                var truthful = turn.work().units().get(seq).unusableTo();
                turn.set(turn.work().with(turn.work().suspensions().pardon(truthful)));
                walk(seq, new UnitEvent.FoundUnusable());
            }
        }
    }

    private void makeReady(long seq, int lastAttempt) {
        int last = Math.max(lastAttempt, turn.work().counters().base());
        turn.set(turn.work().with(turn.work().units().with(seq, new UnitState.Ready(last))));
    }

    private void perform(Unit unit, UnitEffect effect) {
        if (effect instanceof UnitEffect.Dispatch(var attempt)) {
            var session = turn.work()
                    .session(attempt.session())
                    .orElseThrow(() -> new IllegalStateException("No session " + attempt.session()));
            turn.effect(new JobEffect.Dispatch(unit, attempt, session, session.fee(unit.quantity())));
        } else {
            turn.effect(new JobEffect.ForUnit(unit.seq(), effect));
        }
    }

    private void afterItsEnd(long seq, UnitEvent event) {
        if (event instanceof UnitEvent.Returned(int attempt)) {
            turn.effect(new JobEffect.ForUnit(seq, new UnitEffect.BookLoss(attempt)));
        }
    }

    private boolean sessionLeft(long seq) {
        return turn.work().units().get(seq).state() instanceof UnitState.Retry(var attempt, var _)
                && !(turn.state() instanceof SessionEstablished(var _, var session)
                        && session.number() == attempt.session());
    }

    /** A result that failed its check goes back to the end of the queue when its place was taken meanwhile. */
    private boolean sessionFull() {
        return turn.state() instanceof SessionEstablished(var work, var session)
                && work.units().atWork(session.number()) >= session.capacity();
    }
}
