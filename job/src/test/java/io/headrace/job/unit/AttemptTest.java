package io.headrace.job.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Attempt.Params;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptTest {

    private static final Attempt FIRST = Attempt.first(4, 2);

    @Test
    void countsOnFromTheNumberLastUsed() {
        assertThat(FIRST).isEqualTo(new Attempt(5, 2, 1, Params.AT_HAND));
    }

    @Test
    void isFollowedByAnotherInTheSameSessionUntilTheBudgetIsSpent() {
        var second = FIRST.after(Reason.WORKER_ERROR, 2).orElseThrow();

        assertThat(second).isEqualTo(new Attempt(6, 2, 2, Params.AT_HAND));
        assertThat(second.after(Reason.WORKER_ERROR, 2)).isEmpty();
    }

    @Test
    void isPaidWithFreshParametersOnceAlthoughTheBudgetIsSpent() {
        var second = FIRST.after(Reason.TICKET_REFUSED, 1).orElseThrow();

        assertThat(second.params()).isEqualTo(Params.FRESH);
        assertThat(second.after(Reason.PARAMS_EXPIRED, 3)).isEmpty();
    }

    @Test
    void keepsAskingForFreshParametersOnceTheyWereNeeded() {
        var second = FIRST.after(Reason.TICKET_REFUSED, 3).orElseThrow();

        assertThat(second.after(Reason.TIMEOUT, 3)).contains(new Attempt(7, 2, 3, Params.FRESH));
    }

    @Test
    void isTheLastOneForWhatTheSameOrchestratorCannotCure() {
        for (var failure : List.of(
                Reason.RESULT_UNUSABLE, Reason.INPUT_UNUSABLE, Reason.INSUFFICIENT_FUNDS, Reason.NOT_PUBLISHED)) {
            assertThat(FIRST.after(failure, 3)).as("%s", failure).isEmpty();
        }
    }
}
