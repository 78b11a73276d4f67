package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.PipelineName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is told of live sessions. */
class JournalWorkLogTest {

    private static final PipelineName LLM = BuiltInPipelines.LLM.name();
    private static final ManifestId SESSION = new ManifestId("live.1");

    private final ListedJournal journal = new ListedJournal();
    private final JournalWorkLog log = new JournalWorkLog(journal, () -> Instant.EPOCH, (_, _) -> {});

    @Test
    void writesALiveSessionUnderTheGatewaysNameForItsStream() {
        log.tell(new WorkFact.TicketsAccepted(SESSION.text(), EthAddress.ZERO, 2, 0, Credit.of(16)));
        open("stream-1");
        log.tell(new WorkFact.LiveCharged(SESSION, 0, Price.of(2, 1), new PixelCount(3), Credit.of(6), Credit.of(10)));
        log.tell(new WorkFact.LiveEnded(SESSION, "gateway-left", "The gateway closed the session.", new PixelCount(3)));

        assertThat(facts("stream-1"))
                .containsExactly(
                        new Fact.AccountCredited("live.1", 2, 0, Credit.of(16)),
                        remark("A live session of noop has its place: live.1"),
                        new Fact.AccountCharged("live.1", 0, Credit.of(6), Credit.of(10)),
                        remark("live.1 ended after 3 pixels, gateway-left: The gateway closed the session."));
    }

    @Test
    void writesOneWithoutANameThatAJobCouldHaveUnderItsOwn() {
        open("");
        log.tell(new WorkFact.LiveRefused("x".repeat(257), "noop", "insufficient capacity"));

        assertThat(facts(SESSION.text())).containsExactly(remark("A live session of noop has its place: live.1"));
        assertThat(journal.jobs()).hasSize(1);
    }

    @Test
    void writesARequestUnderTheGatewaysNameForItsJobAndElseUnderItsOwn() {
        take("request-1", "job-1");
        log.tell(new WorkFact.TicketsAccepted("33_maker/llm", EthAddress.ZERO, 1, 0, Credit.of(16)));
        log.tell(new WorkFact.BatchDone("request-1", LLM, "maker/llm", 3, Price.of(2, 1), Credit.of(6), Credit.of(10)));
        take("request-2", "");
        log.tell(new WorkFact.BatchFailed("request-2", LLM, "maker/llm", 500, "LLM container returned 500: no"));

        assertThat(facts("job-1"))
                .containsExactly(
                        remark("A request for llm with maker/llm has its place: request-1"),
                        new Fact.AccountCredited("33_maker/llm", 1, 0, Credit.of(16)),
                        remark("maker/llm answered request-1, 3 units"),
                        new Fact.AccountCharged("request-1", 0, Credit.of(6), Credit.of(10)));
        assertThat(facts("request-2"))
                .containsExactly(
                        remark("A request for llm with maker/llm has its place: request-2"),
                        remark("maker/llm did not answer request-2, 500: LLM container returned 500: no"));
    }

    private void take(String request, String job) {
        log.tell(new WorkFact.BatchTaken(request, EthAddress.ZERO, "33_maker/llm", job, LLM, "maker/llm"));
    }

    private void open(String stream) {
        log.tell(new WorkFact.LiveOpened(SESSION, EthAddress.ZERO, stream, "noop"));
    }

    private List<Fact> facts(String job) {
        return journal.read(new JobId(job)).stream().map(JournalEntry::fact).toList();
    }

    private static Fact remark(String sentence) {
        return new Fact.Remarked(OptionalLong.empty(), OptionalInt.empty(), sentence);
    }

    private static final class ListedJournal implements Journal {
        private final List<JournalEntry> entries = new ArrayList<>();

        @Override
        public void append(JournalEntry entry) {
            entries.add(entry);
        }

        @Override
        public void appendDurably(JournalEntry entry) {
            entries.add(entry);
        }

        @Override
        public List<JournalEntry> read(JobId job) {
            return entries.stream().filter(entry -> entry.job().equals(job)).toList();
        }

        @Override
        public List<JobId> jobs() {
            return entries.stream().map(JournalEntry::job).distinct().toList();
        }
    }
}
