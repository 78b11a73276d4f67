package io.headrace.job;

import io.headrace.job.JobState.Discovering;
import io.headrace.job.JobState.Drained;
import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.JobState.SwapOrchestrator;
import io.headrace.job.JobState.Working;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Criteria;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;
import io.headrace.payments.Price;
import java.util.List;
import java.util.Optional;

/** A step of a job that has units: its sessions and its money. Source, units and search have turns of their own. */
final class WorkingTurn {

    private final Turn turn;
    private final JobLimits limits;
    private final SourceTurn source;
    private final UnitsTurn units;
    private final SearchTurn search;

    WorkingTurn(Turn turn) {
        this.turn = turn;
        this.limits = turn.machine.limits();
        this.source = new SourceTurn(turn);
        this.units = new UnitsTurn(turn, this::left);
        this.search = new SearchTurn(turn, this::drain);
    }

    /** Row 3: the first unit. */
    void begin(Unit unit) {
        turn.enter(new Discovering(Work.NONE, new JobState.Asking(0, 0)), Reason.AS_PLANNED);
        search.ask(0);
        source.accept(unit);
    }

    void take(JobEvent event) {
        long first = turn.work().units().first();
        switch (event) {
            case JobEvent.SegmentReady(var unit) -> source.accept(unit);
            case JobEvent.SourceEnded _ -> source.ended();
            case JobEvent.SourceFailed(var reason) -> turn.fail(reason);
            case JobEvent.CancelRequested _ -> turn.cancel();
            case JobEvent.UnitMoved(long seq, var moved) -> units.take(seq, moved);
            case JobEvent.CandidatesFound found -> search.found(found);
            case JobEvent.SessionOpened opened -> search.opened(opened);
            case JobEvent.SessionRefused(int session, var reason) -> search.refused(session, reason);
            case JobEvent.PriceChanged(int session, var price) -> priceChanged(session, price);
            case JobEvent.SessionEnded(int session, var reason) -> ended(session, reason);
            case JobEvent.Funded _ -> funded();
            case JobEvent.RewardCalled(var orchestrator) -> units.rewardCalled(orchestrator);
            case JobEvent.Overdue(var waited) -> overdue(waited);
            case JobEvent.Resumed _ -> resumed();
            case JobEvent.IngestStarted _ -> throw turn.unexpected();
        }
        goOn(first);
    }

    /** What every step ends with: the job is over, or whatever has become possible is begun. */
    private void goOn(long first) {
        if (turn.state() instanceof Working && tooManySkips()) {
            turn.fail(Reason.INPUT_UNUSABLE);
        } else if (turn.state() instanceof Working && turn.work().finished()) {
            turn.complete(source.completion());
        } else if (units.depleted()) {
            drain();
        }
        if (turn.state() instanceof Working working) {
            closeUnused(working);
            units.dispatch();
            if (turn.work().units().first() > first) {
                source.demand();
            }
        }
    }

    private boolean tooManySkips() {
        return limits.unusable() instanceof UnusableInput.SkipUnit(int most)
                && turn.work().skips().inSuccession() > most;
    }

    private void overdue(Wait waited) {
        switch (waited) {
            case Wait.ForSource(long seq) -> source.silent(seq);
            case Wait.ForFunds _ -> {
                if (turn.state() instanceof Drained) {
                    turn.fail(Reason.INSUFFICIENT_FUNDS);
                }
            }
            case Wait.ForCandidates(int round) -> search.unanswered(round);
            case Wait.BeforeRound(int round) -> search.due(round);
            case Wait.ForSession(int session) -> search.refused(session, Reason.TIMEOUT);
        }
    }

    /** A unit gave up its attempt for good: what that means for everybody else. */
    private void left(UnitState.Left left) {
        switch (left.reason().remedy()) {
            case GIVE_UP -> turn.fail(left.reason());
            case FUND -> drain();
            case SECOND_OPINION ->
                turn.work().orchestratorOf(left).ifPresent(by -> leaveOrchestrator(by, left.reason()));
            case LEAVE_OUT -> throw turn.unexpected();
            case NONE, RETRY, FRESH_PARAMS, SWAP -> {
                if (left.reason() == Reason.VERIFICATION_MISMATCH) {
                    turn.work().orchestratorOf(left).ifPresent(this::caught);
                } else if (turn.state() instanceof SessionEstablished established
                        && established.session().number() == left.attempt().session()) {
                    swap(established, left.reason());
                }
            }
        }
    }

    /** Row 15: the orchestrator is left at once, and none of its results that is not published yet is used. */
    private void caught(Orchestrator orchestrator) {
        leaveOrchestrator(orchestrator, Reason.VERIFICATION_MISMATCH);
        if (turn.state() instanceof Working) {
            search.distrust(orchestrator);
        }
        if (turn.state() instanceof Working) {
            units.distrust(orchestrator);
        }
    }

    private void leaveOrchestrator(Orchestrator orchestrator, Reason reason) {
        if (turn.state() instanceof SessionEstablished established
                && established.session().orchestrator().equals(orchestrator)) {
            swap(established, reason);
        } else {
            turn.set(turn.suspending(turn.work(), orchestrator, reason));
        }
    }

    private void ended(int session, Reason reason) {
        if (turn.state() instanceof SessionEstablished established
                && established.session().number() == session) {
            swap(established, reason);
        }
    }

    private void priceChanged(int number, Price price) {
        var session = turn.work().session(number).map(old -> old.at(price));
        session.ifPresent(changed -> {
            turn.set(turn.work().opened(changed));
            if (turn.state() instanceof SessionEstablished(var work, var current) && current.number() == number) {
                var established = new SessionEstablished(work, changed);
                turn.set(established);
                if (tooExpensive(price)) {
                    swap(established, Reason.PRICE_RAISED);
                }
            }
        });
    }

    private boolean tooExpensive(Price price) {
        var criteria = turn.machine.criteria();
        return criteria.terms() == Criteria.Terms.PAID
                && criteria.maxPrice().filter(most -> price.compareTo(most) > 0).isPresent();
    }

    /** Rows 11 and 15 on the side of the job, then row 12. */
    private void swap(SessionEstablished established, Reason reason) {
        var session = established.session();
        var counters = established.work().counters();
        var work = turn.suspending(established.work(), session.orchestrator(), reason)
                .with(counters.swapped(turn.moment.now(), limits.swaps().memory()));
        turn.enter(new SwapOrchestrator(work, session, reason), reason, Optional.of(session.orchestrator()));
        units.takeBackPausing();
        if (turn.work().counters().swaps() > limits.swaps().most()) {
            turn.fail(Reason.TOO_MANY_SWAPS);
        } else {
            turn.enter(new Discovering(turn.work(), new JobState.Asking(0, 0)), Reason.AS_PLANNED);
            search.ask(0);
        }
    }

    /** Row 18. A job that is funded again and again and gets nowhere ends like one that swaps without end. */
    private void drain() {
        if (turn.state() instanceof SessionEstablished || turn.state() instanceof Discovering) {
            search.giveUp();
            var counters = turn.work().counters();
            turn.set(turn.work()
                    .with(counters.swapped(turn.moment.now(), limits.swaps().memory())));
            if (turn.work().counters().swaps() > limits.swaps().most()) {
                turn.fail(Reason.INSUFFICIENT_FUNDS);
                return;
            }
            turn.enter(new Drained(turn.work()), Reason.INSUFFICIENT_FUNDS);
            units.takeBackPausing();
            awaitFunds();
        }
    }

    private void awaitFunds() {
        turn.effect(new JobEffect.AwaitFunds());
        turn.effect(new JobEffect.WaitAtMost(limits.grace(), new Wait.ForFunds()));
    }

    private void funded() {
        if (turn.state() instanceof Drained) {
            turn.enter(new Discovering(turn.work(), new JobState.Asking(0, 0)), Reason.FUNDED);
            search.ask(0);
        }
    }

    private void resumed() {
        turn.set(turn.work().with(turn.work().counters().resumed()));
        if (turn.state() instanceof SessionEstablished) {
            turn.enter(new Discovering(turn.work(), new JobState.Asking(0, 0)), Reason.RESTARTED);
        }
        units.resumed();
        turn.set(turn.work().withOpen(List.of()));
        switch ((Working) turn.state()) {
            case Discovering _ -> search.ask(0);
            case Drained _ -> awaitFunds();
            case SessionEstablished _, SwapOrchestrator _ -> throw turn.unexpected();
        }
        source.resumed();
    }

    /** Sessions left behind are closed when the last unit under way in them is done. */
    private void closeUnused(Working working) {
        var current = working instanceof SessionEstablished(var _, var session) ? session.number() : 0;
        for (var session : turn.work().open()) {
            if (session.number() != current && !units.underWay(session.number())) {
                turn.effect(new JobEffect.CloseSession(session.number()));
                turn.set(turn.work()
                        .withOpen(turn.work().open().stream()
                                .filter(other -> other.number() != session.number())
                                .toList()));
            }
        }
    }
}
