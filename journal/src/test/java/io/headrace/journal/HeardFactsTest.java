package io.headrace.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardFactsTest {

    private static final JobId JOB = new JobId("job-1");
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final Hash256 TICKET = Hash256.of(new byte[32]);
    private static final Orchestrator ALDER = new Orchestrator(EthAddress.ZERO, URI.create("https://127.0.0.1:8935"));

    private final List<JournalEntry> own = List.of(
            at(0, new Fact.JobCreated(JobClass.BATCH, "text-to-image")),
            at(1, new Fact.UnitDispatched(0, new Attempt(1, 1, 1, Attempt.Params.AT_HAND), ALDER, Credit.ZERO)));
    private final List<JournalEntry> theirs = List.of(
            at(2, new Fact.WorkerNamed(0, "alder-worker", 4711)),
            at(3, new Fact.WinnerFound(TICKET, Wei.of(10))),
            at(4, new Fact.Redeemed(TICKET, Wei.of(7), TICKET)));

    @Test
    void keptFactsExplainWhatJoinedOnesDo() {
        var joined = Explaining.explain(JOB, own, Map.of(ALDER, theirs));

        assertThat(Explaining.explain(JOB, kept(), Map.of())).isEqualTo(joined);
        assertThat(joined.orElseThrow().payments().redeemed()).isEqualTo("7");
        assertThat(joined.orElseThrow()
                        .segments()
                        .getFirst()
                        .attempts()
                        .getFirst()
                        .worker())
                .contains(new Explanation.WorkerLine("alder-worker", 4711));
    }

    @Test
    void countsOnceWhatIsBothKeptAndJoined() {
        var payments = Explaining.explain(JOB, kept(), Map.of(ALDER, theirs))
                .orElseThrow()
                .payments();

        assertThat(payments.winners()).isEqualTo(1);
        assertThat(payments.redeemed()).isEqualTo("7");
    }

    @Test
    void survivesItsLine() {
        var entry = at(5, new Fact.Heard(ALDER, theirs.getFirst()));

        assertThat(JournalCodec.decode(JournalCodec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void refusesHearsayOfHearsay() {
        var once = at(5, new Fact.Heard(ALDER, theirs.getFirst()));

        assertThatIllegalArgumentException().isThrownBy(() -> new Fact.Heard(ALDER, once));
    }

    private List<JournalEntry> kept() {
        var kept = new ArrayList<>(own);
        theirs.forEach(entry -> kept.add(at(9, new Fact.Heard(ALDER, entry))));
        return kept;
    }

    private static JournalEntry at(long second, Fact fact) {
        return new JournalEntry(BEGIN.plusSeconds(second), JOB, fact);
    }
}
