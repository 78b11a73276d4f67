package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalAuditTest {

    private static final Orchestrator ALDER = new Orchestrator(EthAddress.ZERO, URI.create("https://127.0.0.1:8935"));

    @Test
    void countsTicketsAndFindsNoneTwice() {
        var gateway = List.of(sent(1, 0, 9), sent(1, 10, 19), sent(2, 0, 9));
        var alder = List.of(accepted(10), accepted(10));
        var birch = List.of(accepted(10));

        var audit = JournalAudit.of(gateway, List.of(alder, birch));

        assertThat(audit).isEqualTo(new JournalAudit(30, 0, 30, 0, 0));
    }

    @Test
    void findsNoncesThatWereSentTwice() {
        var audit = JournalAudit.of(List.of(sent(1, 10, 19), sent(1, 0, 11), sent(1, 15, 15)), List.of());

        assertThat(audit.sentTwice()).isEqualTo(3);
    }

    @Test
    void countsSessionsBeyondTheFirstAsSwaps() {
        var audit = JournalAudit.of(List.of(agreed(0), agreed(1), agreed(2)), List.of());

        assertThat(audit.sessions()).isEqualTo(3);
        assertThat(audit.swaps()).isEqualTo(2);
    }

    @Test
    void addsJobsUp() {
        var one = JournalAudit.of(List.of(agreed(0), sent(1, 0, 4)), List.of(List.of(accepted(5))));
        var other = JournalAudit.of(List.of(agreed(0), agreed(1)), List.of());

        assertThat(JournalAudit.NOTHING.plus(one).plus(other)).isEqualTo(new JournalAudit(5, 0, 5, 3, 1));
    }

    private static JournalEntry sent(long commitment, long first, long last) {
        return entry(new Fact.TicketsSent(
                0, 0, ALDER, Hash256.of(BigInteger.valueOf(commitment)), first, last, Wei.of(10), Credit.of(1)));
    }

    private static JournalEntry accepted(long tickets) {
        return entry(new Fact.AccountCredited("session", tickets, 0, Credit.of(1)));
    }

    private static JournalEntry agreed(int session) {
        return entry(new Fact.SessionAgreed(session, ALDER, Price.of(1, 1), 1));
    }

    private static JournalEntry entry(Fact fact) {
        return new JournalEntry(Instant.EPOCH, new JobId("job"), fact);
    }
}
