package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitEffect;
import io.headrace.job.unit.UnitEvent.Phase;
import io.headrace.job.unit.UnitState;
import org.junit.jupiter.api.Test;

class PublicationTurnTest {

    private static final UnitState WORKED_ON = new UnitState.Executing(Turns.ATTEMPT);
    private static final UnitState GOOD = new UnitState.Publishing(Turns.ATTEMPT);
    private static final UnitState UNUSABLE = new UnitState.Skipping(Turns.ATTEMPT, Reason.INPUT_UNUSABLE);

    @Test
    void publishesTheUnitWhoseTurnItIsAndWaitsForIt() {
        var turn = Turns.of(GOOD);

        new PublicationTurn(turn).ready(0);

        assertThat(turn.finish().effects()).containsExactly(new JobEffect.Publish(0, 1), waitFor(0));
    }

    @Test
    void keepsAUnitUntilAllBeforeItAreOut() {
        var turn = Turns.of(WORKED_ON, GOOD);

        new PublicationTurn(turn).ready(1);

        assertThat(turn.finish().effects()).isEmpty();
    }

    @Test
    void goesOnWithTheNextWhenOneIsPublished() {
        var turn = Turns.of(new UnitState.Settling(Turns.ATTEMPT), GOOD, GOOD);

        new PublicationTurn(turn).published();

        assertThat(turn.work().nextToPublish()).isEqualTo(1);
        assertThat(turn.finish().effects()).containsExactly(new JobEffect.Publish(1, 1), waitFor(1));
    }

    @Test
    void leavesAUnitOutInItsTurn() {
        var turn = Turns.of(new UnitState.Settling(Turns.ATTEMPT), UNUSABLE);

        new PublicationTurn(turn).published();

        assertThat(turn.finish().effects()).containsExactly(new JobEffect.Skip(1, 1), waitFor(1));
    }

    @Test
    void countsWhatIsLeftOutApartFromWhatIsPublished() {
        var turn = Turns.of(UNUSABLE, WORKED_ON);

        new PublicationTurn(turn).skipped();

        assertThat(turn.work().nextToPublish()).isEqualTo(1);
        assertThat(turn.work().published()).isZero();
        assertThat(turn.finish().effects()).isEmpty();
    }

    private static JobEffect waitFor(long seq) {
        var patience = JobLimits.DEFAULT.unit().publish();
        return new JobEffect.ForUnit(seq, new UnitEffect.WaitAtMost(patience, 1, Phase.PUBLISHING));
    }
}
