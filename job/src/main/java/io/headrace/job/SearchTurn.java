package io.headrace.job;

import io.headrace.job.JobState.Asking;
import io.headrace.job.JobState.Discovering;
import io.headrace.job.JobState.Opening;
import io.headrace.job.JobState.Pausing;
import io.headrace.job.JobState.SessionEstablished;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Candidate.Offer;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Refusal;
import io.headrace.job.selection.Verdict;
import io.headrace.payments.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The search's part of a step: ask around, choose, agree, and do it again a bounded number of times. */
final class SearchTurn {

    private final Turn turn;
    private final Runnable drain;

    /** @param drain lets the job wait for money */
    SearchTurn(Turn turn, Runnable drain) {
        this.turn = turn;
        this.drain = drain;
    }

    /** Begins a round, whatever the search was doing. The state is Discovering already. */
    void ask(int fruitless) {
        giveUp();
        var counters = turn.work().counters().nextRound();
        int round = counters.lastRound();
        turn.set(new Discovering(turn.work().with(counters), new Asking(round, fruitless)));
        turn.effect(new JobEffect.Discover(round));
        turn.effect(new JobEffect.WaitAtMost(turn.machine.limits().search().round(), new Wait.ForCandidates(round)));
    }

    void found(JobEvent.CandidatesFound found) {
        if (turn.state() instanceof Discovering(var _, Asking(int round, int fruitless)) && round == found.round()) {
            choose(round, fruitless, found.candidates());
        }
    }

    void unanswered(int round) {
        found(new JobEvent.CandidatesFound(round, List.of()));
    }

    void due(int round) {
        if (turn.state() instanceof Discovering(var _, Pausing(int next, int fruitless)) && next == round) {
            ask(fruitless);
        }
    }

    /** Row 4. */
    void opened(JobEvent.SessionOpened opened) {
        if (turn.state() instanceof Discovering(var work, Opening opening) && opening.session() == opened.session()) {
            var orchestrator = opening.chosen().orchestrator();
            int capacity = turn.machine.limits().capacity(opened.capacity());
            var session = new Session(opened.session(), orchestrator, price(opening.chosen()), capacity);
            turn.enter(
                    new SessionEstablished(work.opened(session), session),
                    Reason.AS_PLANNED,
                    Optional.of(orchestrator));
            turn.effect(new JobEffect.StopTimer(new Wait.ForSession(opened.session())));
        } else if (turn.work().session(opened.session()).isEmpty()) {
            turn.effect(new JobEffect.CloseSession(opened.session()));
        }
    }

    void refused(int session, Reason reason) {
        if (turn.state() instanceof Discovering(var work, Opening opening) && opening.session() == session) {
            var orchestrator = opening.chosen().orchestrator();
            if (reason.remedy() == Reason.Remedy.FUND) {
                asksForMoney(work, opening);
                return;
            }
            if (reason == Reason.TIMEOUT || reason == Reason.DISTRUSTED) {
                turn.effect(new JobEffect.CloseSession(session));
            }
            turn.set(new Discovering(
                    turn.suspending(work, orchestrator, reason), new Asking(opening.round(), opening.fruitless())));
            choose(opening.round(), opening.fruitless(), opening.others());
        }
    }

    /** It stays among the candidates of this round: when nobody else will do, it is money that helps. */
    private void asksForMoney(Work work, Opening opening) {
        var unfunded = new ArrayList<>(opening.others());
        unfunded.add(new Candidate(
                opening.chosen().orchestrator(),
                new Candidate.Unfunded("agrees to nothing with our deposit and reserve as they are")));
        turn.set(new Discovering(work, new Asking(opening.round(), opening.fruitless())));
        choose(opening.round(), opening.fruitless(), unfunded);
    }

    /** Does not agree with an orchestrator that was caught meanwhile. */
    void distrust(Orchestrator orchestrator) {
        if (turn.state() instanceof Discovering(var _, Opening opening)
                && opening.chosen().orchestrator().equals(orchestrator)) {
            refused(opening.session(), Reason.DISTRUSTED);
        }
    }

    /** Lets go of an agreement that is being sought. */
    void giveUp() {
        if (turn.state() instanceof Discovering(var _, Opening opening)) {
            turn.effect(new JobEffect.CloseSession(opening.session()));
        }
    }

    private void choose(int round, int fruitless, List<Candidate> candidates) {
        var choice = turn.machine.selection().choose(candidates, turn.work().suspensions(), turn.moment);
        turn.note(new JobEffect.Judged(round, choice.verdicts()));
        if (!candidates.isEmpty()) {
            turn.set(turn.work().withVerdicts(choice.verdicts()));
        }
        choice.chosen()
                .ifPresentOrElse(
                        chosen -> open(round, fruitless, chosen, candidates),
                        () -> nobody(fruitless + 1, choice.verdicts()));
    }

    private void open(int round, int fruitless, Candidate chosen, List<Candidate> candidates) {
        var others = candidates.stream()
                .filter(candidate -> !candidate.orchestrator().equals(chosen.orchestrator()))
                .toList();
        var counters = turn.work().counters().nextSession();
        int session = counters.lastSession();
        turn.set(new Discovering(turn.work().with(counters), new Opening(round, fruitless, session, chosen, others)));
        turn.effect(new JobEffect.OpenSession(session, chosen));
        turn.effect(new JobEffect.WaitAtMost(turn.machine.limits().session(), new Wait.ForSession(session)));
    }

    /** Waits for money, row 5, or another round after a pause. */
    private void nobody(int fruitless, List<Verdict> verdicts) {
        boolean last = fruitless >= turn.machine.limits().search().maxRounds();
        if (moneyHelps(verdicts) && (last || !patienceHelps(verdicts))) {
            drain.run();
            return;
        }
        if (last || hopeless(verdicts)) {
            turn.fail(Reason.NO_SUITABLE_ORCHESTRATOR);
            return;
        }
        var counters = turn.work().counters().nextRound();
        int round = counters.lastRound();
        turn.set(new Discovering(turn.work().with(counters), new Pausing(round, fruitless)));
        turn.effect(new JobEffect.WaitAtMost(
                turn.machine.limits().search().pauseAfter(fruitless), new Wait.BeforeRound(round)));
    }

    /** Somebody answered, and nobody who did, or did not, may do later. */
    private boolean hopeless(List<Verdict> verdicts) {
        return turn.machine.limits().search().hopeless() == SearchLimits.Hopeless.END
                && !verdicts.isEmpty()
                && !patienceHelps(verdicts);
    }

    private static boolean moneyHelps(List<Verdict> verdicts) {
        return refusals(verdicts).anyMatch(Refusal.FundsTooLow.class::isInstance);
    }

    /** Whether somebody may do in the next round who does not in this one, and whom no money persuades. */
    private static boolean patienceHelps(List<Verdict> verdicts) {
        return refusals(verdicts)
                .anyMatch(refusal -> refusal instanceof Refusal.NoAnswer
                        || refusal instanceof Refusal.Full
                        || refusal instanceof Refusal.Suspended);
    }

    private static Stream<Refusal> refusals(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.finding() instanceof Verdict.Refused(var refusal)
                        ? Stream.of(refusal)
                        : Stream.empty());
    }

    private Price price(Candidate chosen) {
        return switch (turn.machine.criteria().terms()) {
            case UNPAID -> Price.FREE;
            case PAID -> chosen.answer() instanceof Offer offer ? offer.price().orElse(Price.FREE) : Price.FREE;
        };
    }
}
