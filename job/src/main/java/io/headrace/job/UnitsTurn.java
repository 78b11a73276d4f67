package io.headrace.job;

import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.JobState.Working;
import io.headrace.job.Units.Walk;
import io.headrace.job.lifecycle.Lifecycle;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.lifecycle.Reason.Remedy;
import io.headrace.job.lifecycle.Rule;
import io.headrace.job.lifecycle.Rule.Part;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent;
import io.headrace.job.unit.UnitEvent.Purse;
import io.headrace.job.unit.UnitMachine;
import io.headrace.job.unit.UnitState;
import io.headrace.job.unit.UnitState.Attempted;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The units' part of a step: each walks its own machine; which are begun, and in which order they are published. */
final class UnitsTurn {

    private final Turn turn;
    private final Consumer<UnitState.Left> left;
    private boolean depleted;

    /** @param left is told when a unit is given back, after it was made ready again */
    UnitsTurn(Turn turn, Consumer<UnitState.Left> left) {
        this.turn = turn;
        this.left = left;
    }

    void take(long seq, UnitEvent event) {
        if (seq < work().units().first()) {
            afterItsEnd(seq, event);
        } else if (!work().units().contains(seq)) {
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
            var units = work().units();
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
        for (var walk : work().units().walks()) {
            if (mayBeTakenBack(walk)
                    && orchestratorOf(walk.state()).filter(orchestrator::equals).isPresent()) {
                walk(walk.unit().seq(), new UnitEvent.Distrusted());
            }
        }
    }

    private boolean mayBeTakenBack(Walk walk) {
        return switch (walk.state()) {
            case UnitState.SegmentDispatch _, UnitState.Executing _, UnitState.Returning _, UnitState.Verifying _ ->
                true;
            case UnitState.Publishing _ -> walk.unit().seq() != work().nextToPublish();
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
        var units = work().units();
        for (var walk : units.walks()) {
            if (walk.state() instanceof UnitState.Retry
                    && sessionLeft(walk.unit().seq())) {
                walk(walk.unit().seq(), new UnitEvent.SessionLeft());
            }
        }
    }

    void resumed() {
        for (var walk : work().units().walks()) {
            long seq = walk.unit().seq();
            if (walk.state() instanceof UnitState.Ready(int last)) {
                makeReady(seq, last);
            } else if (!(walk.state() instanceof UnitState.Done)) {
                walk(seq, new UnitEvent.Resumed());
            }
        }
        publishNext();
    }

    /** Rows 20 and 21: remembered, and nothing is delayed by it. */
    void rewardCalled(Orchestrator orchestrator) {
        for (var walk : work().units().walks()) {
            if (walk.state() instanceof UnitState.Publishing publishing
                    && orchestratorOf(publishing).filter(orchestrator::equals).isPresent()) {
                note(walk, "Publishing", "RewardCalled", "RoundReward", Reason.REWARD_CALLED, publishing);
                note(walk, "RoundReward", "RewardCalled", "Publishing", Reason.AS_PLANNED, publishing);
            }
        }
    }

    /** True while a unit may still need the session: for its answer, or to settle with it. */
    boolean underWay(int session) {
        return work().units().walks().stream()
                .anyMatch(walk -> walk.state() instanceof Attempted attempted
                        && attempted.attempt().session() == session);
    }

    private void walk(long seq, UnitEvent event) {
        var walk = work().units().get(seq);
        var machine = machine(walk.unit());
        var step = machine.step(walk.state(), event, turn.moment);
        if (!step.state().equals(walk.state())) {
            note(walk, event, step.state());
            set(work().with(work().units().with(seq, step.state())));
        }
        step.effects().forEach(effect -> perform(walk.unit(), effect));
        follow(walk, event, step.state());
    }

    /** What a unit's new state means for the others and for the job. */
    private void follow(Walk walk, UnitEvent event, UnitState entered) {
        switch (entered) {
            case UnitState.Publishing _
            when !(walk.state() instanceof UnitState.Publishing) -> {
                publishInTurn(walk.unit().seq());
            }
            case UnitState.Skipping _
            when walk.state() instanceof UnitState.Left ->
                publishInTurn(walk.unit().seq());
            case UnitState.Settling _
            when walk.state() instanceof UnitState.Publishing -> {
                set(work().publishedNext());
                publishNext();
            }
            case UnitState.Done _
            when walk.state() instanceof UnitState.Skipping -> {
                turn.because("UnitDone");
                set(work().skippedNext());
                publishNext();
            }
            case UnitState.Done _
            when !(walk.state() instanceof UnitState.Done) -> {
                turn.because("UnitDone");
                depleted |= event instanceof UnitEvent.Settled(var _, var purse) && purse == Purse.DEPLETED;
            }
            case UnitState.Left given -> givenBack(walk.unit().seq(), given);
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
        if (given.reason().remedy() == Remedy.SECOND_OPINION && believed(seq, given)) {
            leaveOut(seq);
        } else {
            makeReady(seq, given.lastAttempt());
            left.accept(given);
        }
    }

    /**
     * One orchestrator alone may lie about the input. It is believed when another operator's says the same, or when it
     * says so again because the search found nobody else.
     */
    private boolean believed(long seq, UnitState.Left given) {
        var before = work().units().get(seq).unusableTo();
        return orchestratorOf(given)
                .filter(by -> {
                    set(work().with(work().units().doubted(seq, by)));
                    boolean agreed = before.stream().anyMatch(other -> !other.sameOperator(by));
                    return agreed || (!before.isEmpty() && !work().othersWereWilling(by));
                })
                .isPresent();
    }

    private void leaveOut(long seq) {
        switch (turn.machine.limits().unusable()) {
            case UnusableInput.FailJob _ -> turn.fail(Reason.INPUT_UNUSABLE);
            case UnusableInput.SkipUnit _ -> {
                var truthful = work().units().get(seq).unusableTo();
                set(work().with(work().suspensions().pardon(truthful)));
                walk(seq, new UnitEvent.FoundUnusable());
            }
        }
    }

    private void makeReady(long seq, int lastAttempt) {
        int last = Math.max(lastAttempt, work().counters().base());
        set(work().with(work().units().with(seq, new UnitState.Ready(last))));
    }

    /** Order of publication is decided here and nowhere else: one unit at a time, the one whose turn it is. */
    private void publishNext() {
        long seq = work().nextToPublish();
        if (work().units().contains(seq)) {
            var walk = work().units().get(seq);
            switch (walk.state()) {
                case UnitState.Publishing(var attempt) ->
                    publish(walk, attempt, new JobEffect.Publish(seq, attempt.number()));
                case UnitState.Skipping(var attempt) ->
                    publish(walk, attempt, new JobEffect.Skip(seq, attempt.number()));
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

    private void publishInTurn(long seq) {
        if (seq == work().nextToPublish()) {
            publishNext();
        }
    }

    private void publish(Walk walk, Attempt attempt, JobEffect effect) {
        turn.effect(effect);
        var patience = machine(walk.unit()).waitFor(attempt, UnitEvent.Phase.PUBLISHING);
        turn.effect(new JobEffect.ForUnit(walk.unit().seq(), patience));
    }

    private UnitMachine machine(Unit unit) {
        return new UnitMachine(
                turn.machine.limits().unit(), unit, work().counters().swaps());
    }

    private void perform(Unit unit, UnitEffect effect) {
        if (effect instanceof UnitEffect.Dispatch(var attempt)) {
            var session = work().session(attempt.session())
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
        return work().units().get(seq).state() instanceof UnitState.Retry(var attempt, var _)
                && !(turn.state() instanceof SessionEstablished(var _, var session)
                        && session.number() == attempt.session());
    }

    /** A result that failed its check goes back to the end of the queue when its place was taken meanwhile. */
    private boolean sessionFull() {
        return turn.state() instanceof SessionEstablished(var work, var session)
                && work.units().atWork(session.number()) >= session.capacity();
    }

    private void note(Walk walk, UnitEvent event, UnitState entered) {
        var attempted = entered instanceof Attempted ? entered : walk.state();
        note(walk, Turn.name(walk.state()), Turn.name(event), Turn.name(entered), reason(event, entered), attempted);
    }

    private void note(Walk walk, String from, String event, String to, Reason reason, UnitState attempted) {
        Rule rule = Lifecycle.rule(Part.UNIT, from, event, to);
        turn.note(new JobEffect.Moved(new Transition(
                OptionalLong.of(walk.unit().seq()),
                OptionalInt.of(attempted.lastAttempt()),
                rule,
                reason,
                orchestratorOf(attempted))));
    }

    private static Reason reason(UnitEvent event, UnitState entered) {
        return switch (entered) {
            case UnitState.Retry(var _, var reason) -> reason;
            case UnitState.Left(var _, var reason) -> reason;
            case UnitState.Publishing _ when event instanceof UnitEvent.Checked -> Reason.NOT_SAMPLED;
            case UnitState.Done _ when event instanceof UnitEvent.Overdue -> Reason.TIMEOUT;
            case UnitState.Done _ when event instanceof UnitEvent.Skipped -> Reason.INPUT_UNUSABLE;
            case UnitState.Ready _,
                    UnitState.SegmentDispatch _,
                    UnitState.Executing _,
                    UnitState.Returning _,
                    UnitState.Verifying _,
                    UnitState.Publishing _,
                    UnitState.Settling _,
                    UnitState.Done _ -> Reason.AS_PLANNED;
            case UnitState.Skipping _ -> Reason.INPUT_UNUSABLE;
        };
    }

    private Optional<Orchestrator> orchestratorOf(UnitState state) {
        return state instanceof Attempted attempted
                ? work().session(attempted.attempt().session()).map(Session::orchestrator)
                : Optional.empty();
    }

    private Work work() {
        return ((Working) turn.state()).work();
    }

    private void set(Work work) {
        turn.set(((Working) turn.state()).with(work));
    }
}
