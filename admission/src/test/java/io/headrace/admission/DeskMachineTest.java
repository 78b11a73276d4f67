package io.headrace.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeskMachineTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final UnitRequest A1 = Requests.unit("a", 1);
    private static final UnitRequest A2 = Requests.unit("a", 2);
    private static final UnitRequest B3 = Requests.unit("b", 3);
    private static final UnitRequest C4 = Requests.unit("c", 4);

    private final DeskMachine machine = new DeskMachine(AdmissionLimits.DEFAULT.withMaxSessions(2));
    private final Set<String> visited = new TreeSet<>();
    private Desk desk = Desk.open(1);

    @Test
    void refusesANewSessionWhenAsManyAreOpenAsMayBe() {
        request(A1);
        request(B3);

        assertThat(request(C4)).containsExactly(new DeskEffect.Refuse(C4.unit(), new Refusal.Capped(2, 2)));
        assertThat(new Refusal.Capped(2, 2).text()).isEqualTo("OrchestratorCapped");
    }

    @Test
    void neverRefusesAnOpenSessionForTheNumberOfSessions() {
        request(A1);
        request(B3);

        assertThat(request(A2)).contains(new DeskEffect.Admit(A2.unit()));
    }

    @Test
    void refusesTheSixthUnitOfASession() {
        for (int number = 1; number <= 5; number++) {
            request(Requests.unit("a", number));
        }

        var sixth = Requests.unit("a", 6);
        assertThat(request(sixth)).containsExactly(new DeskEffect.Refuse(sixth.unit(), new Refusal.Busy(5, 5)));
        assertThat(new Refusal.Busy(5, 5).text()).isEqualTo("OrchestratorBusy");
    }

    @Test
    void worksOnOneUnitOfASessionAtATime() {
        desk = Desk.open(2);
        bring(A1);

        assertThat(bring(A2)).isEmpty();
        assertThat(finish(A1)).contains(dispatch(A2));
    }

    @Test
    void givesAFreeWorkerToTheUnitThatWaitedLongest() {
        bring(A1);
        bring(A2);
        bring(B3);

        assertThat(finish(A1)).contains(dispatch(A2)).doesNotContain(dispatch(B3));
        assertThat(finish(A2)).contains(dispatch(B3));
    }

    @Test
    void beginsWithAWaitingUnitWhenAWorkerComes() {
        bring(A1);
        bring(B3);

        assertThat(happens(new DeskEvent.CapacityChanged(2))).containsExactly(dispatch(B3));
    }

    @Test
    void letsNobodyWaitWhereNobodyWorks() {
        desk = Desk.open(0);

        assertThat(bring(A1)).contains(new DeskEffect.ForUnit(new UnitEffect.Release(A1, Requests.COVER)));
        assertThat(desk.units()).isZero();
    }

    @Test
    void sendsThoseThatWaitAwayWhenTheLastWorkerLeaves() {
        bring(A1);
        bring(B3);

        assertThat(happens(new DeskEvent.CapacityChanged(0)))
                .contains(new DeskEffect.ForUnit(new UnitEffect.Release(B3, Requests.COVER)))
                .doesNotContain(new DeskEffect.ForUnit(new UnitEffect.Release(A1, Requests.COVER)));
    }

    @Test
    void closesASessionThatWasIdleForTooLong() {
        bring(A1);
        assertThat(finish(A1)).contains(new DeskEffect.WatchIdle(A1.session(), START, Duration.ofSeconds(70)));

        assertThat(happens(new DeskEvent.IdleTimePassed(A1.session(), START)))
                .containsExactly(new DeskEffect.CloseSession(A1.session(), Session.Cause.IDLE));
        assertThat(desk.sessions()).isEmpty();
    }

    @Test
    void keepsASessionThatWasUsedSince() {
        bring(A1);
        finish(A1);
        request(A2);

        assertThat(happens(new DeskEvent.IdleTimePassed(A1.session(), START))).isEmpty();
        assertThat(desk.sessions()).containsKey(A1.session());
    }

    @Test
    void finishesTheUnitsOfAnEndedSessionFirst() {
        bring(A1);

        assertThat(happens(new DeskEvent.SessionEnded(A1.session()))).isEmpty();
        assertThat(finish(A1)).contains(new DeskEffect.CloseSession(A1.session(), Session.Cause.ENDED_BY_GATEWAY));
    }

    @Test
    void ignoresTheEndOfASessionThatIsNotOpen() {
        assertThat(happens(new DeskEvent.SessionEnded(A1.session()))).isEmpty();
    }

    @Test
    void givesBackWhatWasSetAsideForAUnitThatWasAnsweredMeanwhile() {
        request(A1);
        happens(new DeskEvent.UnitMoved(A1, new UnitEvent.Overdue()));

        assertThat(happens(new DeskEvent.UnitMoved(A1, new UnitEvent.PaymentAccepted(Requests.COVER))))
                .containsExactly(new DeskEffect.ForUnit(new UnitEffect.Release(A1, Requests.COVER)));
    }

    @Test
    void takesNoNewSessionWhileDrainingButGoesOnWithOpenOnes() {
        request(A1);
        happens(new DeskEvent.DrainRequested(Duration.ofMinutes(5)));

        assertThat(request(B3)).containsExactly(new DeskEffect.Refuse(B3.unit(), new Refusal.Draining()));
        assertThat(request(A2)).contains(new DeskEffect.Admit(A2.unit()));
    }

    @Test
    void isDrainedOnceItsLastSessionIsOver() {
        bring(A1);
        happens(new DeskEvent.DrainRequested(Duration.ofMinutes(5)));
        happens(new DeskEvent.SessionEnded(A1.session()));

        assertThat(finish(A1)).endsWith(new DeskEffect.ReportDrained());
        assertThat(desk.mode()).isEqualTo(Desk.Mode.DRAINED);
    }

    @Test
    void isDrainedAtOnceWhenNothingIsOpen() {
        assertThat(happens(new DeskEvent.DrainRequested(Duration.ofMinutes(5))))
                .contains(new DeskEffect.ReportDrained());
    }

    @Test
    void finishesButTakesNoMoreOfASessionThatOutlastsThePatience() {
        bring(A1);
        happens(new DeskEvent.DrainRequested(Duration.ofMinutes(5)));
        happens(new DeskEvent.DrainPatienceEnded());

        assertThat(request(A2)).containsExactly(new DeskEffect.Refuse(A2.unit(), new Refusal.Draining()));
        assertThat(finish(A1))
                .contains(
                        new DeskEffect.CloseSession(A1.session(), Session.Cause.DRAINED),
                        new DeskEffect.ReportDrained());
    }

    @Test
    void visitsExactlyTheTransitionsOfASession() {
        bring(A1);
        finish(A1);
        bring(A2);
        happens(new DeskEvent.SessionEnded(A1.session()));
        request(Requests.unit("a", 5));
        finish(A2);
        happens(new DeskEvent.SessionEnded(A1.session()));
        happens(new DeskEvent.UnitMoved(Requests.unit("a", 5), new UnitEvent.PaymentRefused("no")));
        idleA();
        happens(new DeskEvent.SessionEnded(A1.session()));
        idleA();
        happens(new DeskEvent.IdleTimePassed(A1.session(), START));
        idleA();
        request(B3);
        happens(new DeskEvent.DrainRequested(Duration.ofMinutes(5)));
        happens(new DeskEvent.DrainPatienceEnded());

        assertThat(visited).isEqualTo(table());
    }

    private void idleA() {
        bring(A1);
        finish(A1);
    }

    private static Set<String> table() {
        return DeskMachine.SESSION_TRANSITIONS
                .lines()
                .map(line -> Arrays.stream(line.split(" +", 4)).limit(3).collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<DeskEffect> request(UnitRequest request) {
        return happens(new DeskEvent.UnitRequested(request));
    }

    /** Asks, pays and delivers. */
    private List<DeskEffect> bring(UnitRequest request) {
        request(request);
        happens(new DeskEvent.UnitMoved(request, new UnitEvent.PaymentAccepted(Requests.COVER)));
        return happens(new DeskEvent.UnitMoved(request, new UnitEvent.SourceArrived(Requests.order(request))));
    }

    private List<DeskEffect> finish(UnitRequest request) {
        return happens(new DeskEvent.UnitMoved(request, new UnitEvent.WorkEnded(1, Requests.done(1))));
    }

    private static DeskEffect dispatch(UnitRequest request) {
        var order = Requests.order(request).within(Duration.ofSeconds(7));
        return new DeskEffect.ForUnit(new UnitEffect.Dispatch(request.unit(), order, 1));
    }

    private List<DeskEffect> happens(DeskEvent event) {
        Step<Desk, DeskEffect> step = machine.step(desk, event, new Moment(START, new SplittableRandom(1)));
        for (var id : List.of(A1.session(), B3.session())) {
            note(name(desk, id), event, name(step.state(), id));
        }
        desk = step.state();
        return step.effects();
    }

    private void note(String from, DeskEvent event, String to) {
        if (!from.equals(to)) {
            visited.add(String.join(" ", from, event.getClass().getSimpleName(), to));
        }
    }

    private static String name(Desk desk, SessionId id) {
        var session = desk.sessions().get(id);
        return session == null ? "none" : session.getClass().getSimpleName();
    }
}
