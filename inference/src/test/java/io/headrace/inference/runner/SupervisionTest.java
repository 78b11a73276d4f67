package io.headrace.inference.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.inference.RunnerHealth;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machine makes of a runner over minutes, in virtual time. */
class SupervisionTest {

    private static final RunnerHealth SILENT = new RunnerHealth.Unreachable("no answer");

    private final ScriptedRunner runner = new ScriptedRunner(7);

    @Test
    void asksAnIdleRunnerEveryFiveSeconds() {
        runner.runFor(Duration.ofSeconds(1));
        runner.questions.clear();

        runner.runFor(Duration.ofMinutes(1));

        assertThat(runner.questions).hasSize(12);
        assertThat(runner.owner.state()).isInstanceOf(RunnerState.Idle.class);
    }

    @Test
    void restartsARunnerThatMissesTwoQuestionsWithinElevenSeconds() {
        runner.runFor(Duration.ofSeconds(1));
        var silent = runner.host.moment().now();
        runner.health = () -> SILENT;

        runner.runFor(Duration.ofSeconds(11));

        assertThat(runner.ends).hasSize(1);
        assertThat(Duration.between(silent, runner.ends.getFirst())).isLessThan(Duration.ofSeconds(10));
        assertThat(runner.starts).hasSize(2);
    }

    @Test
    void startsACrashingRunnerAfterGrowingPausesAndIsNoCapacityMeanwhile() {
        runner.health = () -> new RunnerHealth.Unfit("ERROR");

        runner.runFor(Duration.ofMinutes(5));

        var pauses = java.util.stream.IntStream.range(1, runner.starts.size())
                .mapToLong(i -> Duration.between(runner.starts.get(i - 1), runner.starts.get(i))
                        .toMillis())
                .toArray();
        assertThat(pauses[0]).isBetween(250L, 400L);
        assertThat(pauses[1]).isBetween(250L, 400L);
        assertThat(pauses[2]).isBetween(1_500L, 2_600L);
        assertThat(pauses[3]).isBetween(3_000L, 5_100L);
        assertThat(pauses[pauses.length - 1]).isBetween(45_000L, 75_100L);
        assertThat(runner.owner.state().isCapacity()).isFalse();
        assertThat(Supervision.DEFAULT.isUnhealthy(((RunnerState.Begun) runner.owner.state()).run()))
                .isTrue();
    }

    @Test
    void waitsThreeMinutesForAModelToLoad() {
        runner.health = RunnerHealth.Loading::new;
        runner.runFor(Duration.ofSeconds(179));
        assertThat(runner.owner.state()).isInstanceOf(RunnerState.Warming.class);

        runner.runFor(Duration.ofSeconds(2));

        assertThat(runner.ends).hasSize(1);
    }

    @Test
    void waitsThirtySecondsForAFirstAnswer() {
        runner.health = () -> SILENT;
        runner.runFor(Duration.ofSeconds(29));
        assertThat(runner.ends).isEmpty();

        runner.runFor(Duration.ofSeconds(2));

        assertThat(runner.ends).hasSize(1);
    }

    @Test
    void killsARunnerThatDoesNotLetGoOfItsSession() {
        runner.runFor(Duration.ofSeconds(1));
        runner.health = RunnerHealth.Ok::new;
        runner.assign(1);
        runner.runFor(Duration.ofSeconds(1));
        runner.owner.tell(new RunnerEvent.SessionReleased(1));
        runner.runFor(Duration.ofSeconds(1));
        assertThat(runner.told.get(1L)).containsExactly(new SessionEnd.Finished());
        assertThat(runner.owner.state().isCapacity()).isFalse();

        runner.runFor(Duration.ofSeconds(15));

        assertThat(runner.ends).hasSize(1);
        assertThat(runner.told.get(1L)).hasSize(1);
    }

    @Test
    void servesOneSessionAfterAnother() {
        for (long session = 1; session <= 10; session++) {
            runner.health = RunnerHealth.Idle::new;
            runner.runFor(Duration.ofSeconds(6));
            runner.assign(session);
            runner.health = RunnerHealth.Ok::new;
            runner.runFor(Duration.ofSeconds(30));
        }
        runner.health = RunnerHealth.Idle::new;
        runner.runFor(Duration.ofSeconds(6));

        assertThat(runner.told).hasSize(10);
        assertThat(runner.told.values()).allMatch(List.of(new SessionEnd.Finished())::equals);
        assertThat(runner.starts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void tellsTheEndOfEverySessionExactlyOnceWhateverHappens(long seed) {
        var any = new SplittableRandom(seed);
        var world = new ScriptedRunner(seed);
        List<Supplier<RunnerHealth>> healths = List.of(
                RunnerHealth.Idle::new,
                RunnerHealth.Idle::new,
                RunnerHealth.Ok::new,
                RunnerHealth.Loading::new,
                () -> new RunnerHealth.Unfit("ERROR"),
                () -> SILENT);
        long sessions = 0;
        for (int i = 0; i < 2_000; i++) {
            switch (any.nextInt(8)) {
                case 0 -> world.crash();
                case 1, 2 -> world.health = healths.get(any.nextInt(healths.size()));
                case 3, 4 -> world.assign(++sessions);
                case 5 -> world.owner.tell(new RunnerEvent.SessionReleased(sessions));
                case 6 -> world.accepts = any.nextBoolean();
                default -> world.runFor(Duration.ofMillis(any.nextInt(1, 20_000)));
            }
        }
        world.owner.tell(new RunnerEvent.StopRequested());
        world.host.run(100_000);

        assertThat(world.owner.state()).isInstanceOf(RunnerState.Stopped.class);
        assertThat(world.told).hasSize((int) sessions);
        assertThat(world.told.values()).allMatch(ends -> ends.size() == 1);
    }
}
