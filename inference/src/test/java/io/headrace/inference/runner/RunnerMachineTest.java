package io.headrace.inference.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RunnerMachineTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofMinutes(4);
    private static final Run RUN = new Run(2, 1, 7, START);
    private static final Pulse WELL = new Pulse(0, START);
    private static final Pulse MISSED = new Pulse(1, START);
    private static final long SESSION = 5;
    private static final Assignment ASSIGNMENT = new Assignment(SESSION, "{}");

    private static final RunnerHealth IDLE = new RunnerHealth.Idle();
    private static final RunnerHealth OK = new RunnerHealth.Ok();
    private static final RunnerHealth LOADING = new RunnerHealth.Loading();
    private static final RunnerHealth UNFIT = new RunnerHealth.Unfit("health ERROR");
    private static final RunnerHealth SILENT = new RunnerHealth.Unreachable("no answer within 5 s");

    private static final RunnerState STARTING = new RunnerState.Starting(RUN, "");
    private static final RunnerState WARMING = new RunnerState.Warming(RUN, WELL);
    private static final RunnerState READY = new RunnerState.Idle(RUN, WELL, START);
    private static final RunnerState OPENING = new RunnerState.Opening(RUN, SESSION);
    private static final RunnerState SERVING =
            new RunnerState.Serving(RUN, SESSION, START.plus(Duration.ofSeconds(10)), WELL);
    private static final RunnerState HALTING = new RunnerState.Halting(RUN, SESSION);
    private static final RunnerState CLEARING = new RunnerState.Clearing(RUN, SESSION, WELL);
    private static final RunnerState FAILING = new RunnerState.Failing(RUN, "crashed");
    private static final RunnerState PAUSING = new RunnerState.BackingOff(RUN, "crashed");
    private static final RunnerState UNHEALTHY = new RunnerState.BackingOff(new Run(2, 3, 7, START), "crashed");
    private static final RunnerState RESTING = new RunnerState.Resting(RUN);
    private static final RunnerState WAKING = new RunnerState.Waking(RUN, ASSIGNMENT);
    private static final RunnerState RETIRING = new RunnerState.Retiring(RUN);
    private static final RunnerState STOPPING = new RunnerState.Stopping(RUN);

    private static final RunnerState SUMMONED = new RunnerState.Summoned(RUN, Set.of(10L, 11L));
    private static final RunnerState ANSWERING = new RunnerState.Answering(RUN, Set.of(10L, 11L), 0);
    private static final RunnerState LAST_CALL = new RunnerState.Answering(RUN, Set.of(10L), 0);

    private static final RunnerEvent DIED = new RunnerEvent.Died(2, "ended with code 134");
    private static final RunnerEvent RELEASED = new RunnerEvent.SessionReleased(SESSION);
    private static final RunnerEvent NOT_CLEARED = new RunnerEvent.ClearingTimePassed(SESSION);

    private RunnerMachine machine = new RunnerMachine(Supervision.DEFAULT, new Duty.Sessions());
    private final Set<String> visited = new LinkedHashSet<>();

    @Test
    void visitsExactlyTheTransitionsOfItsTable() {
        beginsAndEnds();
        becomesReady();
        serves();
        fails();
        restsWhileNobodyNeedsIt();
        answersCalls();

        assertThat(new TreeSet<>(visited)).isEqualTo(table());
    }

    private void beginsAndEnds() {
        after(SOON, new RunnerState.Planned(), new RunnerEvent.StartRequested());
        after(SOON, new RunnerState.Planned(), new RunnerEvent.StopRequested());
        after(SOON, STOPPING, new RunnerEvent.Closed(2));
        for (var state : List.of(STARTING, WARMING, READY, OPENING, SERVING, HALTING, CLEARING, FAILING, PAUSING)) {
            after(SOON, state, new RunnerEvent.StopRequested());
        }
    }

    private void becomesReady() {
        after(SOON, STARTING, new RunnerEvent.Opened(2));
        after(SOON, STARTING, health(SILENT));
        after(SOON, STARTING, health(LOADING));
        after(SOON, STARTING, health(IDLE));
        after(SOON, WARMING, health(LOADING));
        after(SOON, WARMING, health(IDLE));
        after(SOON, READY, health(IDLE));
        after(SOON, READY, health(LOADING));
    }

    private void serves() {
        after(SOON, READY, new RunnerEvent.Assigned(ASSIGNMENT));
        after(SOON, OPENING, new RunnerEvent.SessionAccepted(SESSION));
        after(SOON, OPENING, new RunnerEvent.SessionRefused(SESSION, "400"));
        after(SOON, OPENING, new RunnerEvent.TokenRefused(SESSION, "401"));
        after(SOON, OPENING, RELEASED);
        after(SOON, SERVING, health(OK));
        after(Duration.ofSeconds(10), SERVING, health(IDLE));
        after(SOON, SERVING, RELEASED);
        after(SOON, HALTING, new RunnerEvent.SessionHalted(SESSION));
        after(SOON, CLEARING, health(OK));
        after(SOON, CLEARING, health(IDLE));
    }

    private void fails() {
        for (var state : List.of(STARTING, WARMING, READY, OPENING, SERVING, HALTING, CLEARING)) {
            after(SOON, state, DIED);
        }
        for (var state : List.of(STARTING, WARMING, READY, SERVING, CLEARING)) {
            after(SOON, state, health(UNFIT));
        }
        after(SOON, STARTING, new RunnerEvent.StartTimePassed(2));
        after(SOON, HALTING, NOT_CLEARED);
        after(SOON, CLEARING, NOT_CLEARED);
        after(SOON, FAILING, new RunnerEvent.Closed(2));
        after(SOON, PAUSING, new RunnerEvent.PauseEnded(2));
    }

    private void restsWhileNobodyNeedsIt() {
        machine = new RunnerMachine(Supervision.ON_DEMAND, new Duty.Sessions());
        after(SOON, new RunnerState.Planned(), new RunnerEvent.RestRequested());
        after(SOON, RESTING, new RunnerEvent.Assigned(ASSIGNMENT));
        after(SOON, WAKING, new RunnerEvent.Opened(2));
        after(SOON, WAKING, health(SILENT));
        after(SOON, WAKING, health(IDLE));
        after(SOON, WAKING, health(UNFIT));
        after(SOON, WAKING, new RunnerEvent.StartTimePassed(2));
        after(SOON, WAKING, DIED);
        after(SOON, WAKING, RELEASED);
        after(Duration.ofMinutes(5), READY, health(IDLE));
        after(SOON, RETIRING, new RunnerEvent.Closed(2));
        after(SOON, PAUSING, new RunnerEvent.PauseEnded(2));
        after(SOON, UNHEALTHY, new RunnerEvent.PauseEnded(2));
        for (var state : List.of(RESTING, WAKING, RETIRING)) {
            after(SOON, state, new RunnerEvent.StopRequested());
        }
    }

    private void answersCalls() {
        machine = new RunnerMachine(Supervision.DEFAULT, new Duty.Calls(3));
        for (var state : List.of(RESTING, SUMMONED, READY, ANSWERING)) {
            after(SOON, state, new RunnerEvent.CallAssigned(12));
        }
        after(SOON, SUMMONED, new RunnerEvent.Opened(2));
        after(SOON, SUMMONED, health(LOADING));
        after(SOON, SUMMONED, health(OK));
        after(SOON, SUMMONED, new RunnerEvent.StartTimePassed(2));
        after(SOON, SUMMONED, over(10, CallEnd.GIVEN_UP));
        after(SOON, new RunnerState.Summoned(RUN, Set.of(10L)), over(10, CallEnd.GIVEN_UP));
        after(SOON, ANSWERING, over(10, CallEnd.ANSWERED));
        after(SOON, LAST_CALL, over(10, CallEnd.ANSWERED));
        after(SOON, LAST_CALL, over(10, CallEnd.HUNG));
        after(SOON, ANSWERING, health(SILENT));
        for (var state : List.of(SUMMONED, ANSWERING)) {
            after(SOON, state, DIED);
            after(SOON, state, health(UNFIT));
            after(SOON, state, new RunnerEvent.StopRequested());
        }
    }

    private static RunnerEvent over(long call, CallEnd end) {
        return new RunnerEvent.CallOver(call, end);
    }

    @Test
    void givesTheSessionThatWokeItToTheRunnerAsSoonAsItIsReady() {
        machine = new RunnerMachine(Supervision.ON_DEMAND, new Duty.Sessions());
        var woken = after(SOON, RESTING, new RunnerEvent.Assigned(ASSIGNMENT));
        assertThat(woken.effects()).contains(new RunnerEffect.Open(3));

        assertThat(after(SOON, WAKING, health(LOADING)).state()).isInstanceOf(RunnerState.Waking.class);
        assertThat(after(SOON, WAKING, health(IDLE)).effects())
                .containsExactly(new RunnerEffect.OpenSession(ASSIGNMENT));
    }

    @Test
    void tellsTheEndOfASessionThatItWasNotStartedFor() {
        for (var event : List.of(DIED, health(UNFIT), new RunnerEvent.StartTimePassed(2))) {
            assertThat(after(SOON, WAKING, event).effects())
                    .anyMatch(effect -> effect instanceof RunnerEffect.TellEnded(long session, SessionEnd.Failed _)
                            && session == SESSION);
        }
        assertThat(reason(after(LATE, WAKING, health(LOADING)))).contains("LOADING");
        assertThat(after(SOON, WAKING, RELEASED).effects()).contains(ended(new SessionEnd.Finished()));
    }

    /** Nobody is offered a runner that may fail again. */
    @Test
    void isStartedOnTrialWhenItFailedSeveralTimesThoughNobodyNeedsIt() {
        machine = new RunnerMachine(Supervision.ON_DEMAND, new Duty.Sessions());

        assertThat(after(SOON, PAUSING, new RunnerEvent.PauseEnded(2)).state()).isInstanceOf(RunnerState.Resting.class);
        var onTrial = after(SOON, UNHEALTHY, new RunnerEvent.PauseEnded(2));
        assertThat(onTrial.state()).isInstanceOf(RunnerState.Starting.class);
        assertThat(onTrial.state().isCapacity()).isFalse();
        assertThat(onTrial.effects()).contains(new RunnerEffect.Open(3));
    }

    @Test
    void staysWarmWhereItIsToBe() {
        assertThat(after(Duration.ofHours(5), READY, health(IDLE)).state()).isInstanceOf(RunnerState.Idle.class);
    }

    private static Set<String> table() {
        return RunnerMachine.TRANSITIONS
                .lines()
                .map(line -> Arrays.stream(line.split(" +", 4)).limit(3).collect(Collectors.joining(" ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void failsAtTheSecondQuestionInARowThatIsNotAnswered() {
        for (var state : List.of(
                new RunnerState.Warming(RUN, MISSED),
                new RunnerState.Idle(RUN, MISSED, START),
                new RunnerState.Serving(RUN, SESSION, START, MISSED),
                new RunnerState.Clearing(RUN, SESSION, MISSED))) {
            assertThat(after(SOON, state, health(SILENT)).state())
                    .isEqualTo(new RunnerState.Failing(
                            new Run(2, 2, 7, START), "no answer within 5 s (2 times in a row)"));
        }
        assertThat(after(SOON, READY, health(SILENT)).state()).isInstanceOf(RunnerState.Idle.class);
    }

    @Test
    void failsWhenItLoadsForTooLongAlsoInASession() {
        assertThat(reason(after(LATE, WARMING, health(LOADING)))).contains("not ready for 180 s", "LOADING");
        assertThat(reason(after(LATE, WARMING, health(OK)))).contains("OK");
        assertThat(reason(after(LATE, SERVING, health(LOADING)))).contains("LOADING");
        assertThat(after(SOON, SERVING, health(LOADING)).state()).isInstanceOf(RunnerState.Serving.class);
    }

    @Test
    void tellsTheEndOfASessionBeforeItDoesAnythingElseAboutACrash() {
        for (var state : List.of(OPENING, SERVING)) {
            assertThat(after(SOON, state, DIED).effects())
                    .containsExactly(ended(new SessionEnd.Failed("ended with code 134")), new RunnerEffect.Close(2));
        }
    }

    @Test
    void tellsTheEndAtOnceWhenNobodyWantsTheSession() {
        for (var state : List.of(OPENING, SERVING)) {
            assertThat(after(SOON, state, RELEASED).effects())
                    .containsExactly(
                            ended(new SessionEnd.Finished()),
                            new RunnerEffect.HaltSession(SESSION),
                            new RunnerEffect.WatchClearing(SESSION, Supervision.DEFAULT.clearPatience()));
        }
    }

    @Test
    void doesNotTakeIdleForTheEndOfASessionThatHasNotBegunYet() {
        var state = after(SOON, SERVING, health(IDLE)).state();
        assertThat(state).isInstanceOf(RunnerState.Serving.class);

        var run = new Run(2, 1, 8, START);
        var begun = new RunnerState.Serving(run, SESSION, START.plus(SOON), WELL);
        var step = after(SOON, begun, new RunnerEvent.HealthKnown(2, 8, IDLE));

        assertThat(step.state()).isInstanceOf(RunnerState.Idle.class);
        assertThat(step.effects()).contains(ended(new SessionEnd.Finished()));
    }

    @Test
    void takesIdleForTheEndOnceItWasBusy() {
        var busy = (RunnerState.Serving) after(SOON, SERVING, health(OK)).state();

        assertThat(busy.idleCounts()).isEqualTo(START.plus(SOON));
    }

    @Test
    void refusesASessionThatItHasNoPlaceFor() {
        for (var state : List.of(STARTING, WARMING, SERVING, HALTING, FAILING, PAUSING, RETIRING, WAKING, STOPPING)) {
            var step = after(SOON, state, new RunnerEvent.Assigned(new Assignment(6, "{}")));

            assertThat(step.state()).isEqualTo(state);
            assertThat(step.effects())
                    .containsExactly(new RunnerEffect.TellEnded(
                            6, new SessionEnd.Failed("The runner failed before it was asked")));
        }
    }

    @Test
    void forgetsCrashesWhenItHasProvedItself() {
        assertThat(crashes(after(Duration.ofSeconds(59), READY, health(IDLE)))).isEqualTo(1);
        assertThat(crashes(after(Duration.ofSeconds(60), READY, health(IDLE)))).isZero();
        assertThat(crashes(after(Duration.ofSeconds(11), SERVING, health(IDLE))))
                .isZero();
        assertThat(crashes(after(SOON, SERVING, RELEASED))).isZero();
        assertThat(crashes(after(SOON, OPENING, RELEASED))).isEqualTo(1);
    }

    @Test
    void ignoresWhatIsAboutAnotherLifeOrSession() {
        for (var event : List.of(
                new RunnerEvent.Died(1, "of old"),
                new RunnerEvent.HealthKnown(1, 7, UNFIT),
                new RunnerEvent.HealthKnown(2, 6, UNFIT),
                new RunnerEvent.StartTimePassed(2),
                new RunnerEvent.SessionReleased(4),
                new RunnerEvent.ClearingTimePassed(4),
                new RunnerEvent.SessionRefused(4, "of old"))) {
            assertThat(after(SOON, SERVING, event)).isEqualTo(Step.to(SERVING));
        }
    }

    @Test
    void stopsAtAnImpossibleEvent() {
        assertThatThrownBy(() -> after(SOON, SERVING, new RunnerEvent.PauseEnded(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Serving")
                .hasMessageContaining("PauseEnded");
    }

    private static RunnerEvent health(RunnerHealth health) {
        return new RunnerEvent.HealthKnown(2, 7, health);
    }

    private static RunnerEffect ended(SessionEnd end) {
        return new RunnerEffect.TellEnded(SESSION, end);
    }

    private static String reason(Step<RunnerState, RunnerEffect> step) {
        return ((RunnerState.Failing) step.state()).reason();
    }

    private static int crashes(Step<RunnerState, RunnerEffect> step) {
        return ((RunnerState.Begun) step.state()).run().crashes();
    }

    private Step<RunnerState, RunnerEffect> after(Duration passed, RunnerState state, RunnerEvent event) {
        var step = machine.step(state, event, new Moment(START.plus(passed), new SplittableRandom(1)));
        visited.add(String.join(" ", name(state), name(event), name(step.state())));
        return step;
    }

    private static String name(Object value) {
        return value.getClass().getSimpleName();
    }
}
