package io.headrace.job.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.job.lifecycle.Rule.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "lifecycle.md");

    @Test
    void hasEveryRowOfTheNetwork() {
        var rows = Lifecycle.rules().stream()
                .filter(rule -> !rule.ours())
                .map(Rule::row)
                .toList();

        assertThat(rows)
                .containsAll(
                        IntStream.rangeClosed(1, 22).mapToObj(String::valueOf).toList());
    }

    @Test
    void showsTheRowsUnderTheNamesOfTheNetwork() {
        var exhausted = Lifecycle.rule(Part.UNIT, "Retry", "RetryDue", "Left");

        assertThat(exhausted.row()).isEqualTo("11");
        assertThat(exhausted.shownTo()).isEqualTo("SwapOrchestrator");
    }

    @Test
    void namesATransitionThatMayNotBeMade() {
        assertThatThrownBy(() -> Lifecycle.rule(Part.JOB, "Idle", "Settled", "Completed"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Idle")
                .hasMessageContaining("Completed");
    }

    /** To print it anew, run this test with {@code -Dlifecycle.print=true}. */
    @Test
    void theDocumentIsWhatTheRulesSay() throws IOException {
        if (Boolean.getBoolean("lifecycle.print")) {
            Files.writeString(DOCUMENT, LifecycleDocument.print());
        }

        assertThat(DOCUMENT).content().isEqualTo(LifecycleDocument.print());
    }

    @Test
    void readsEveryReasonItPrints() {
        for (var reason : Reason.values()) {
            assertThat(Reason.parse(reason.code())).isEqualTo(reason);
        }
    }
}
