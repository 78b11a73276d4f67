package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.Outcome;
import io.headrace.journal.Fact;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same work where nobody asks for money. */
class UnpaidJobsTest {

    @Test
    void completesAJobWithoutATicket(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.open(folder, LocalPlan.Money.OFF)) {
            var view = bench.submitClip();

            assertThat(LocalBench.end(view)).isInstanceOf(Outcome.Completed.class);
            assertThat(view.published().units()).isPositive();
            assertThat(view.order().output().resolve("tiny.mp4")).isNotEmptyFile();
            assertThat(bench.paidSide(view, Fact.TicketsSent.class)).isEmpty();
            assertThat(bench.workingSide(view, Fact.AccountCredited.class)).isEmpty();
        }
    }
}
