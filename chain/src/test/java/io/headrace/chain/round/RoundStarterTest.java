package io.headrace.chain.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.chain.Revert;
import io.headrace.chain.RoundStatus;
import io.headrace.chain.round.RoundStarter.Effect;
import io.headrace.chain.round.RoundStarter.Event;
import io.headrace.chain.round.RoundStarter.State;
import io.headrace.machine.Moment;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rounds of 100 blocks, round 7 from block 700 on; gas at up to 5 wei. */
class RoundStarterTest {

    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final RoundStarter machine = new RoundStarter(MAX_DELAY, Wei.of(5));
    private final SplittableRandom chance = new SplittableRandom(1);
    private State state = new State.Resting(0);
    private List<Effect> effects = List.of();

    @Test
    void restsUntilTheRoundEndsThatSomebodyBegan() {
        asking(650);
        tell(new Event.StatusSeen(status(6, true), Wei.of(1), 650));
        assertThat(state).isEqualTo(new State.Resting(6, 700));

        seen(699, 6);
        assertThat(effects).isEmpty();
        seen(700, 6);
        assertThat(effects).containsExactly(new Effect.AskStatus());
    }

    @Test
    void waitsARandomTimeAndBegins() {
        var delays = new HashSet<Duration>();
        for (int i = 0; i < 100; i++) {
            delaying();
            delays.add(((Effect.Wake) effects.getFirst()).after());
        }
        assertThat(delays)
                .hasSizeGreaterThan(50)
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, MAX_DELAY));

        tell(new Event.Woken(7));
        assertThat(effects).containsExactly(new Effect.Begin(7));
        tell(new Event.Begun(7));
        assertThat(state).isEqualTo(new State.Resting(7, 800));
    }

    @Test
    void beginsAtOnceWithoutADelay() {
        var eager = new RoundStarter(Duration.ZERO, Wei.ZERO);

        var step = eager.step(
                new State.Asking(),
                new Event.StatusSeen(status(7, false), Wei.of(1_000_000), 700),
                new Moment(Instant.EPOCH, chance));

        assertThat(step.effects()).containsExactly(new Effect.Wake(7, Duration.ZERO));
    }

    @Test
    void leavesARoundToWhoeverWasFaster() {
        delaying();
        seen(701, 6);
        assertThat(state).isInstanceOf(State.Delaying.class);

        seen(702, 7);
        assertThat(state).isEqualTo(new State.Resting(7, 800));

        tell(new Event.Woken(7));
        assertThat(effects).isEmpty();
    }

    @Test
    void takesTheRefusalOfARoundThatWasBegunForItsBeginning() {
        beginning();

        tell(new Event.Refused(7, Revert.ROUND_ALREADY_INITIALIZED, 702));

        assertThat(state).isEqualTo(new State.Resting(7, 800));
        assertThat(effects).isEmpty();
    }

    @Test
    void asksAtOnceWhenTheRoundEndedWhileItWasBegun() {
        beginning();
        seen(800, 6);
        seen(799, 6);

        tell(new Event.Begun(7));

        assertThat(effects).containsExactly(new Effect.AskStatus());
    }

    /** The node that refused is still in the round before. */
    @Test
    void asksOnceMoreWhenARoundSaidToBeBegunIsNot() {
        beginning();
        tell(new Event.Refused(7, Revert.ROUND_ALREADY_INITIALIZED, 702));

        seen(703, 6);

        assertThat(effects).containsExactly(new Effect.AskStatus());
    }

    @Test
    void asksOnceMoreWhenABeginningIsTakenBack() {
        delaying();
        seen(702, 7);
        seen(703, 7);
        assertThat(effects).isEmpty();

        seen(702, 6);

        assertThat(effects).containsExactly(new Effect.AskStatus());
    }

    @Test
    void triesAgainAtTheNextBlock() {
        beginning();
        tell(new Event.Refused(7, Revert.SYSTEM_PAUSED, 702));
        assertThat(effects).containsExactly(new Effect.NotBegun("system is paused"));
        seen(702, 6);
        assertThat(effects).isEmpty();
        seen(703, 6);
        assertThat(effects).containsExactly(new Effect.AskStatus());

        tell(new Event.Failed("no answer", 703));
        assertThat(state).isEqualTo(new State.Resting(704));

        beginning();
        tell(new Event.Failed("timed out", 705));
        assertThat(state).isEqualTo(new State.Resting(706));
        assertThat(effects).containsExactly(new Effect.NotBegun("timed out"));
    }

    @Test
    void waitsForCheaperGas() {
        asking(700);

        tell(new Event.StatusSeen(status(7, false), Wei.of(6), 700));

        assertThat(state).isEqualTo(new State.Resting(701));
        assertThat(effects).containsExactly(new Effect.GasTooDear(7, Wei.of(5), Wei.of(6)));
    }

    @Test
    void ignoresWhatItDidNotAskFor() {
        for (var event : List.of(
                new Event.StatusSeen(status(7, false), Wei.of(1), 700),
                new Event.Woken(7),
                new Event.Begun(7),
                new Event.Refused(7, Revert.SYSTEM_PAUSED, 700),
                new Event.Failed("late", 700))) {
            state = new State.Resting(800);
            tell(event);
            assertThat(state).isEqualTo(new State.Resting(800));
        }
        beginning();
        tell(new Event.Begun(6));
        assertThat(state).isInstanceOf(State.Beginning.class);
        seen(701, 7);
        assertThat(state).isInstanceOf(State.Beginning.class);
        assertThat(machine.ended(state)).isFalse();
    }

    @Test
    void refusesADelayBackwards() {
        assertThatThrownBy(() -> new RoundStarter(Duration.ofSeconds(-1), Wei.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void asking(long block) {
        state = new State.Resting(0);
        seen(block, 6);
        assertThat(effects).containsExactly(new Effect.AskStatus());
    }

    private void delaying() {
        asking(700);
        tell(new Event.StatusSeen(status(7, false), Wei.of(5), 700));
        assertThat(state).isEqualTo(new State.Delaying(7, 800));
    }

    private void beginning() {
        delaying();
        tell(new Event.Woken(7));
    }

    private void seen(long block, long lastRound) {
        tell(new Event.BlockSeen(block, lastRound));
    }

    private void tell(Event event) {
        var step = machine.step(state, event, new Moment(Instant.EPOCH, chance));
        state = step.state();
        effects = step.effects();
    }

    private static RoundStatus status(long current, boolean initialized) {
        return new RoundStatus(current, initialized, CreationRound.NONE, current * 100, 100);
    }
}
