package io.headrace.orchestrator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.Host;
import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.machine.ThreadHost;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private final Questions<String> questions = new Questions<>(number -> "nobody decides on " + number);

    @Test
    void areAnsweredByTheirNumbersOnce() {
        var first = questions.open();
        var second = questions.open();

        assertThat(questions.answer(second.number(), "yes")).isTrue();
        assertThat(questions.answer(second.number(), "no")).isFalse();

        assertThat(second.answer()).isCompletedWithValue("yes");
        assertThat(first.answer()).isNotDone();
    }

    @Test
    void haveNobodyWhoWaitsOnceTheyAreForgotten() {
        var question = questions.open();

        questions.forget(question);

        assertThat(questions.answer(question.number(), "yes")).isFalse();
    }

    @Test
    void letNobodyWaitWhenNobodyDecidesAnyMore() {
        var before = questions.open();

        questions.close();

        assertThat(before.answer()).isCompletedWithValue("nobody decides on 1");
        assertThat(questions.open().answer()).isCompletedWithValue("nobody decides on 2");
    }

    @Test
    void areAnsweredByTheMachineThatIsAsked() throws Exception {
        try (var host = new ThreadHost(InstantSource.system(), new Random(1))) {
            assertThat(questions.ask(clerk(host, 1), number -> number)).contains("decided on 1");
        }
    }

    @Test
    void areNotAskedOfAMachineThatHasTooMuchToDo() throws Exception {
        try (var host = new ThreadHost(InstantSource.system(), new Random(1))) {
            assertThat(questions.ask(clerk(host, 0), number -> number)).isEmpty();
        }
        assertThat(questions.answer(1, "late")).isFalse();
    }

    /** Answers each number that it is told. */
    private Owner<String, Long, Long> clerk(Host host, int patience) {
        return new Owner<>("clerk", new Echo(), "", host, patience, new Owner.Surroundings<>() {
            @Override
            public void record(String id, Instant at, String from, Long event, Step<String, Long> step) {}

            @Override
            public void perform(Long number, Owner<String, Long, Long> owner) {
                questions.answer(number, "decided on " + number);
            }

            @Override
            public void stopped(String id, String state, Long event, RuntimeException bug) {
                questions.close();
            }
        });
    }

    private static final class Echo implements Machine<String, Long, Long> {
        @Override
        public boolean ended(String state) {
            return false;
        }

        @Override
        public Step<String, Long> step(String state, Long event, Moment moment) {
            return Step.to(state, event);
        }
    }
}
