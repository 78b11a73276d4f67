package io.headrace.chain.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.chain.round.RewardMachine.Effect;
import io.headrace.chain.round.RewardMachine.Event;
import io.headrace.chain.round.RewardMachine.State;
import io.headrace.machine.Moment;
import io.headrace.payments.Wei;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RewardMachineTest {

    private static final Moment MOMENT = new Moment(Instant.EPOCH, new SplittableRandom(1));

    private RewardMachine machine = new RewardMachine();
    private State state = new State.Resting(0);
    private List<Effect> effects = List.of();

    @Test
    void callsOncePerRound() {
        tell(new Event.RoundSeen(5, true, 4));
        assertThat(effects).containsExactly(new Effect.RewardBegan(5), new Effect.CallReward(5));

        tell(new Event.Minted(5, Tokens.whole(3)));
        assertThat(effects).containsExactly(new Effect.RewardEnded(5, Tokens.whole(3)));

        tell(new Event.RoundSeen(5, true, 5));
        assertThat(effects).isEmpty();
    }

    @Test
    void callsWhenItStartsInTheMiddleOfARound() {
        tell(new Event.RoundSeen(9, true, 3));

        assertThat(state).isEqualTo(new State.Calling(9, 1));
    }

    @Test
    void restsInARoundInWhichItIsNotActiveOrWasRewarded() {
        tell(new Event.RoundSeen(5, false, 0));
        assertThat(effects).isEmpty();

        tell(new Event.RoundSeen(6, true, 6));
        assertThat(state).isEqualTo(new State.Resting(6));
    }

    @Test
    void triesAgainWithinTheRoundAndLaterEachTime() {
        tell(new Event.RoundSeen(5, true, 4));
        tell(new Event.Failed(5, "no answer", 100));
        assertThat(state).isEqualTo(new State.Pausing(5, 1, 101));

        tell(new Event.BlockMined(101));
        assertThat(effects).containsExactly(new Effect.CallReward(5));

        tell(new Event.Refused(5, Revert.ROUND_NOT_INITIALIZED, 101));
        assertThat(state).isEqualTo(new State.Pausing(5, 2, 103));
        tell(new Event.BlockMined(102));
        assertThat(effects).isEmpty();
    }

    @Test
    void saysWhenARewardWasMissedForGood() {
        tell(new Event.RoundSeen(5, true, 4));
        for (long block : List.of(100L, 101L, 103L)) {
            tell(new Event.Refused(5, Revert.NOT_ACTIVE, block));
            assertThat(effects).isEmpty();
            tell(new Event.BlockMined(block + 4));
            assertThat(effects).containsExactly(new Effect.CallReward(5));
        }

        tell(new Event.Refused(5, Revert.NOT_ACTIVE, 107));

        assertThat(state).isEqualTo(new State.Resting(5));
        assertThat(effects).containsExactly(new Effect.RewardMissed(5, Revert.NOT_ACTIVE.reason()));
    }

    /** The node asked is still in the round before, in which the reward was called. */
    @Test
    void callsAgainWhenANodeThatLagsSaysThatItWasCalled() {
        tell(new Event.RoundSeen(5, true, 4));

        tell(new Event.Refused(5, Revert.ALREADY_REWARDED, 100));
        assertThat(effects).isEmpty();
        tell(new Event.BlockMined(101));

        assertThat(effects).containsExactly(new Effect.CallReward(5));
    }

    /** After a restart the chain showed the reward in a block that it then took back. */
    @Test
    void callsAgainWhenTheCallOfAnEarlierLifeFailsAfterAll() {
        tell(new Event.RoundSeen(5, true, 5));
        tell(new Event.Failed(4, "mined in vain", 99));
        assertThat(state).isEqualTo(new State.Resting(5));

        tell(new Event.Failed(5, "mined in vain", 100));
        tell(new Event.BlockMined(101));

        assertThat(effects).containsExactly(new Effect.CallReward(5));
    }

    @Test
    void goesOnToTheNextRoundWhateverBecameOfTheLast() {
        tell(new Event.RoundSeen(5, true, 4));
        tell(new Event.Failed(5, "no answer", 100));

        tell(new Event.RoundSeen(6, true, 4));
        assertThat(state).isEqualTo(new State.Calling(6, 1));

        tell(new Event.Minted(5, Tokens.ZERO));
        assertThat(state).isEqualTo(new State.Calling(6, 1));
    }

    @Test
    void waitsForCheaperGasWithinTheRound() {
        machine = new RewardMachine(Wei.of(5));

        tell(new Event.RoundSeen(5, true, 4, Wei.of(6)));
        assertThat(effects).containsExactly(new Effect.GasTooDear(5, Wei.of(5), Wei.of(6)));
        tell(new Event.BlockMined(100, Wei.of(7)));
        assertThat(effects).isEmpty();

        tell(new Event.BlockMined(101, Wei.of(5)));
        assertThat(effects).containsExactly(new Effect.RewardBegan(5), new Effect.CallReward(5));
    }

    @Test
    void waitsForCheaperGasBetweenTwoAttempts() {
        machine = new RewardMachine(Wei.of(5));
        tell(new Event.RoundSeen(5, true, 4, Wei.of(5)));
        tell(new Event.Failed(5, "no answer", 100));

        tell(new Event.BlockMined(101, Wei.of(6)));
        assertThat(effects).isEmpty();

        tell(new Event.BlockMined(102, Wei.of(1)));
        assertThat(effects).containsExactly(new Effect.CallReward(5));
    }

    @Test
    void saysThatARewardIsLostWhenGasStayedTooDearForItsRound() {
        machine = new RewardMachine(Wei.of(5));
        tell(new Event.RoundSeen(5, true, 4, Wei.of(6)));

        tell(new Event.RoundSeen(6, true, 4, Wei.of(5)));

        assertThat(effects)
                .containsExactly(
                        new Effect.RewardMissed(5, "round 6 began before it could be called"),
                        new Effect.RewardBegan(6),
                        new Effect.CallReward(6));
    }

    private void tell(Event event) {
        var step = machine.step(state, event, MOMENT);
        state = step.state();
        effects = step.effects();
    }
}
