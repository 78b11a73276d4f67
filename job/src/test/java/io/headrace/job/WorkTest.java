package io.headrace.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Verdict;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.Unit;
import io.headrace.job.unit.UnitState;
import io.headrace.payments.Price;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job with one unit. */
class WorkTest {

    private static final Orchestrator FIRST = Candidates.orchestrator(1);
    private static final Orchestrator SECOND = Candidates.orchestrator(2);
    private static final Unit UNIT = new Unit(0, Duration.ZERO, Duration.ofSeconds(2), 10);
    private static final Work WORK = Work.NONE.with(Units.NONE.accept(UNIT, new UnitState.Ready(0)));

    @Test
    void doesNotBelieveTheFirstWhoSaysThatAnInputIsUnusable() {
        assertThat(WORK.believes(FIRST, 0)).isFalse();
    }

    @Test
    void believesTheSecondOperatorWhoSaysSo() {
        assertThat(doubtedBy(FIRST).believes(SECOND, 0)).isTrue();
    }

    @Test
    void believesOneAloneWhoSaysSoAgainWhenNobodyElseIsWilling() {
        assertThat(doubtedBy(FIRST).believes(FIRST, 0)).isTrue();
    }

    @Test
    void doesNotBelieveOneAloneWhileOthersAreWilling() {
        var passedOver = new Verdict(SECOND, new Verdict.PassedOver("another is faster"));

        assertThat(doubtedBy(FIRST).withVerdicts(List.of(passedOver)).believes(FIRST, 0))
                .isFalse();
    }

    @Test
    void knowsWhoHasAUnitWhileItsSessionIsOpen() {
        var executing = new UnitState.Executing(new Attempt(1, 1, 1, Attempt.Params.AT_HAND));
        var session = new Session(1, FIRST, Price.FREE, 1);

        assertThat(WORK.opened(session).orchestratorOf(executing)).contains(FIRST);
        assertThat(WORK.orchestratorOf(executing)).isEmpty();
        assertThat(WORK.opened(session).orchestratorOf(new UnitState.Ready(1))).isEmpty();
    }

    private static Work doubtedBy(Orchestrator orchestrator) {
        return WORK.with(WORK.units().doubted(0, orchestrator));
    }
}
