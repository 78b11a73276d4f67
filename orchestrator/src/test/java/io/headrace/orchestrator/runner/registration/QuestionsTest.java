package io.headrace.orchestrator.runner.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private final Questions questions = new Questions();

    @Test
    void areAnsweredByTheirNumbersOnce() {
        var first = questions.ask();
        var second = questions.ask();

        assertThat(questions.answer(second.number(), new Outcome.Departed())).isTrue();
        assertThat(questions.answer(second.number(), new Outcome.NotReady())).isFalse();

        assertThat(second.answer()).isCompletedWithValue(new Outcome.Departed());
        assertThat(first.answer()).isNotDone();
    }

    @Test
    void haveNobodyWhoWaitsOnceTheyAreForgotten() {
        var question = questions.ask();

        questions.forget(question);

        assertThat(questions.answer(question.number(), new Outcome.Departed())).isFalse();
    }

    @Test
    void letNobodyWaitWhenNobodyDecidesAnyMore() {
        var before = questions.ask();

        questions.close();

        assertThat(before.answer()).isCompletedWithValue(new Outcome.Unknown());
        assertThat(questions.ask().answer()).isCompletedWithValue(new Outcome.Unknown());
    }
}
