package io.headrace.inference.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.inference.RunnerHealth;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallPhaseTest {

    private static final List<CallEnd> ENDS = List.copyOf(EnumSet.allOf(CallEnd.class));
    private static final int AT_ONCE = 3;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Run RUN = new Run(2, 1, 7, START);
    private static final RunnerHealth OK = new RunnerHealth.Ok();
    private static final RunnerHealth SILENT = new RunnerHealth.Unreachable("no answer within 5 s");
    private static final RunnerState READY = new RunnerState.Idle(RUN, new Pulse(0, START), START);
    private static final RunnerState RESTING = new RunnerState.Resting(RUN);

    private final RunnerMachine machine = new RunnerMachine(Supervision.ON_DEMAND, new Duty.Calls(AT_ONCE));

    private static RunnerState answering(int hung, Long... calls) {
        return new RunnerState.Answering(RUN, Set.of(calls), hung);
    }

    private Step<RunnerState, RunnerEffect> after(Duration passed, RunnerState state, RunnerEvent event) {
        return machine.step(state, event, new Moment(START.plus(passed), new SplittableRandom(1)));
    }

    private Step<RunnerState, RunnerEffect> soon(RunnerState state, RunnerEvent event) {
        return after(Duration.ofSeconds(1), state, event);
    }

    private static RunnerEvent health(RunnerHealth health) {
        return new RunnerEvent.HealthKnown(2, 7, health);
    }

    @Test
    void isReadyWhenItSaysOkOrIdle() {
        for (var health : List.of(OK, new RunnerHealth.Idle())) {
            assertThat(soon(new RunnerState.Starting(RUN, ""), health(health)).state())
                    .isInstanceOf(RunnerState.Idle.class);
            assertThat(soon(READY, health(health)).state()).isInstanceOf(RunnerState.Idle.class);
        }
    }

    @Test
    void hasRoomForSoManyCallsAtOnce() {
        var first = soon(READY, new RunnerEvent.CallAssigned(1));
        var second = soon(first.state(), new RunnerEvent.CallAssigned(2));
        var third = soon(second.state(), new RunnerEvent.CallAssigned(3));
        var fourth = soon(third.state(), new RunnerEvent.CallAssigned(4));

        assertThat(List.of(first.effects(), second.effects(), third.effects()))
                .containsExactly(
                        List.of(new RunnerEffect.GrantCall(1)),
                        List.of(new RunnerEffect.GrantCall(2)),
                        List.of(new RunnerEffect.GrantCall(3)));
        assertThat(List.of(first, second, third))
                .extracting(step -> step.state().room(AT_ONCE))
                .containsExactly(2, 1, 0);
        assertThat(fourth.state()).isEqualTo(third.state());
        assertThat(fourth.effects())
                .containsExactly(new RunnerEffect.LoseCall(4, "The runner failed before it was asked"));
    }

    @Test
    void startsForACallAndGrantsAllThatWaitWhenItIsReady() {
        var summoned = soon(RESTING, new RunnerEvent.CallAssigned(1));
        assertThat(summoned.effects()).contains(new RunnerEffect.Open(3));
        assertThat(summoned.state().room(AT_ONCE)).isEqualTo(2);
        var both = soon(summoned.state(), new RunnerEvent.CallAssigned(2));

        var ready = soon(both.state(), new RunnerEvent.HealthKnown(3, 0, OK));

        assertThat(ready.state()).isInstanceOf(RunnerState.Answering.class);
        assertThat(ready.effects())
                .contains(new RunnerEffect.GrantCall(1), new RunnerEffect.GrantCall(2))
                .anyMatch(effect -> effect instanceof RunnerEffect.AskHealth);
    }

    @Test
    void losesEveryCallBeforeItIsEnded() {
        for (var state : List.of(new RunnerState.Summoned(RUN, Set.of(1L, 2L)), answering(0, 1L, 2L))) {
            var step = soon(state, new RunnerEvent.Died(2, "ended with code 139"));

            assertThat(new HashSet<>(step.effects().subList(0, 2)))
                    .isEqualTo(Set.of(
                            new RunnerEffect.LoseCall(1, "ended with code 139"),
                            new RunnerEffect.LoseCall(2, "ended with code 139")));
            assertThat(step.effects().getLast()).isEqualTo(new RunnerEffect.Close(2));
        }
    }

    @Test
    void losesEveryCallWhenTheWorkerEnds() {
        var step = soon(answering(0, 1L), new RunnerEvent.StopRequested());

        assertThat(step.effects()).contains(new RunnerEffect.LoseCall(1, "The worker is being closed"));
    }

    @Test
    void needNotSayHowItIsWhileItComputes() {
        var state = answering(0, 1L);
        for (int question = 0; question < 50; question++) {
            var probe = ((RunnerState.Answering) state).run().probe();
            state = after(Duration.ofHours(1), state, new RunnerEvent.HealthKnown(2, probe, SILENT))
                    .state();
        }

        assertThat(state).isInstanceOf(RunnerState.Answering.class);
    }

    @Test
    void keepsThePlaceOfACallThatHangsAndIsEndedOnceNoOtherSuffers() {
        var hung = soon(answering(0, 1L, 2L), new RunnerEvent.CallOver(1, CallEnd.HUNG));
        assertThat(hung.state()).isEqualTo(answering(1, 2L));
        assertThat(hung.state().room(AT_ONCE)).isEqualTo(1);

        var ended = soon(hung.state(), new RunnerEvent.CallOver(2, CallEnd.ANSWERED));

        assertThat(ended.state())
                .isInstanceOfSatisfying(
                        RunnerState.Failing.class,
                        failing -> assertThat(failing.reason()).contains("did not answer 1 of its calls in time"));
        assertThat(ended.effects()).containsExactly(new RunnerEffect.Close(2));
    }

    @Test
    void provesItselfByAnAnswerAlone() {
        assertThat(crashes(soon(answering(0, 1L, 2L), new RunnerEvent.CallOver(1, CallEnd.ANSWERED))))
                .isZero();
        assertThat(crashes(soon(answering(0, 1L, 2L), new RunnerEvent.CallOver(1, CallEnd.GIVEN_UP))))
                .isEqualTo(1);
    }

    private static int crashes(Step<RunnerState, RunnerEffect> step) {
        return ((RunnerState.Begun) step.state()).run().crashes();
    }

    @Test
    void isGivenUpWithAllItsCallsWhenItDoesNotTakeOurBearer() {
        var step = soon(answering(0, 1L, 2L), new RunnerEvent.CallOver(1, CallEnd.TOKEN_REFUSED));

        assertThat(step.state()).isInstanceOf(RunnerState.Failing.class);
        assertThat(step.effects()).hasSize(2).first().isInstanceOf(RunnerEffect.LoseCall.class);
    }

    @ParameterizedTest
    @EnumSource(CallEnd.class)
    void ignoresTheEndOfACallThatItDoesNotHave(CallEnd end) {
        for (var state : List.of(answering(0, 1L), READY, RESTING, new RunnerState.Starting(RUN, ""))) {
            assertThat(soon(state, new RunnerEvent.CallOver(9, end))).isEqualTo(Step.to(state));
        }
    }

    @Test
    void goesOnStartingWhenNobodyWantsTheLastOfItsCalls() {
        var summoned = new RunnerState.Summoned(RUN, Set.of(1L, 2L));

        var one = soon(summoned, new RunnerEvent.CallOver(1, CallEnd.GIVEN_UP));
        var none = soon(one.state(), new RunnerEvent.CallOver(2, CallEnd.GIVEN_UP));

        assertThat(one.state()).isEqualTo(new RunnerState.Summoned(RUN, Set.of(2L)));
        assertThat(none.state()).isInstanceOf(RunnerState.Starting.class);
    }

    @Test
    void grantsEachCallAtMostOnceAndForgetsNone() {
        for (long seed = 0; seed < 300; seed++) {
            new Walk(seed).go();
        }
    }

    /** Whatever may happen to a runner with calls, in any order. */
    private final class Walk {

        private final long seed;
        private final SplittableRandom chance;
        private final Set<Long> expected = new HashSet<>();
        private final Set<Long> granted = new HashSet<>();
        private RunnerState state = RESTING;
        private long last;

        Walk(long seed) {
            this.seed = seed;
            this.chance = new SplittableRandom(seed);
        }

        void go() {
            for (int step = 0; step < 300; step++) {
                happens(next());
                assertThat(state.room(AT_ONCE))
                        .as("seed %d, step %d", seed, step)
                        .isBetween(0, AT_ONCE);
                assertThat(state instanceof RunnerState.Called called ? called.calls() : Set.of())
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected);
            }
        }

        private void happens(RunnerEvent event) {
            switch (event) {
                case RunnerEvent.CallAssigned(long call) -> expected.add(call);
                case RunnerEvent.CallOver(long call, var _) -> expected.remove(call);
                default -> {}
            }
            var step = soon(state, event);
            state = step.state();
            for (var effect : step.effects()) {
                switch (effect) {
                    case RunnerEffect.GrantCall(long call) ->
                        assertThat(granted.add(call)).isTrue();
                    case RunnerEffect.LoseCall(long call, var _) ->
                        assertThat(expected.remove(call)).isTrue();
                    default -> {}
                }
            }
        }

        private RunnerEvent next() {
            int run = state instanceof RunnerState.Begun begun ? begun.run().number() : 0;
            int probe = state instanceof RunnerState.Begun begun ? begun.run().probe() : 0;
            return switch (state) {
                case RunnerState.Failing _, RunnerState.Retiring _ -> new RunnerEvent.Closed(run);
                case RunnerState.BackingOff _ -> new RunnerEvent.PauseEnded(run);
                default ->
                    switch (chance.nextInt(12)) {
                        case 0 -> new RunnerEvent.Died(run, "died");
                        case 1 -> new RunnerEvent.HealthKnown(run, probe, new RunnerHealth.Unfit("unfit"));
                        case 2 -> new RunnerEvent.HealthKnown(run, probe, SILENT);
                        case 3, 4, 5 -> new RunnerEvent.HealthKnown(run, probe, OK);
                        case 6, 7, 8 -> new RunnerEvent.CallAssigned(++last);
                        default -> new RunnerEvent.CallOver(anyCall(), anyEnd());
                    };
            };
        }

        private long anyCall() {
            return Math.max(1, last - chance.nextInt(4));
        }

        private CallEnd anyEnd() {
            return ENDS.get(chance.nextInt(ENDS.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_025})
    void hasASensibleNumberOfCallsAtOnce(int number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Duty.Calls(number))
                .withMessageContaining("" + number);
    }
}
