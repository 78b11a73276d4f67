package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitState;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SourceTurnTest {

    private static final UnitState READY = new UnitState.Ready(0);

    @Test
    void waitsForTheNextUnitWhenOneHasCome() {
        var turn = Turns.of(READY);

        new SourceTurn(turn).accept(Turns.unit(1));

        assertThat(turn.work().units().next()).isEqualTo(2);
        assertThat(turn.finish().effects()).containsExactly(waitFor(2));
    }

    @Test
    void refusesMoreThanItDemanded() {
        var turn = full();

        assertThatThrownBy(() -> new SourceTurn(turn)
                        .accept(Turns.unit(turn.work().units().next())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not expect");
    }

    @Test
    void leavesAloneWhatComesOfASourceThatHasEnded() {
        var turn = Turns.of(READY);
        var source = new SourceTurn(turn);
        source.ended();

        source.accept(Turns.unit(1));

        assertThat(turn.work().units().size()).isEqualTo(1);
    }

    @Test
    void endsASourceThatIsSilentAndSaysSo() {
        var turn = Turns.of(READY);
        var source = new SourceTurn(turn);

        source.silent(1);

        assertThat(turn.work().source()).isEqualTo(Work.Source.ENDED);
        assertThat(source.completion()).isEqualTo(Reason.SOURCE_SILENT);
        assertThat(turn.finish().effects()).containsExactly(new JobEffect.StopTimer(new Wait.ForSource(1)));
    }

    @Test
    void callsNoSourceSilentThatMayNotGoOn() {
        var turn = full();

        new SourceTurn(turn).silent(JobLimits.DEFAULT.window());

        assertThat(turn.work().source()).isEqualTo(Work.Source.FLOWING);
        assertThat(turn.finish().effects()).containsExactly(waitFor(JobLimits.DEFAULT.window()));
    }

    @Test
    void takesNoNoticeOfATimerForAUnitThatHasCome() {
        var turn = Turns.of(READY, READY);

        new SourceTurn(turn).silent(1);

        assertThat(turn.work().source()).isEqualTo(Work.Source.FLOWING);
        assertThat(turn.finish().effects()).isEmpty();
    }

    @Test
    void demandsAsFarAsTheWindowReaches() {
        var turn = Turns.of(READY, READY);

        new SourceTurn(turn).demand();

        assertThat(turn.finish().effects()).containsExactly(new JobEffect.Demand(2, JobLimits.DEFAULT.window()));
    }

    @Test
    void demandsNothingAfterARestartOfASourceThatHasEnded() {
        var turn = Turns.of(READY);
        turn.set(turn.work().with(Work.Source.ENDED));

        new SourceTurn(turn).resumed();

        assertThat(turn.finish().effects()).isEmpty();
    }

    private static Turn full() {
        var states = new UnitState[JobLimits.DEFAULT.window()];
        Arrays.fill(states, READY);
        return Turns.of(states);
    }

    private static JobEffect waitFor(long seq) {
        return new JobEffect.WaitAtMost(JobLimits.DEFAULT.source(), new Wait.ForSource(seq));
    }
}
