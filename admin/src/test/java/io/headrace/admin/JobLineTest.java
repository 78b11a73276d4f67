package io.headrace.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Fact;
import io.headrace.journal.InMemoryJournal;
import io.headrace.journal.JournalEntry;
import io.headrace.payments.Price;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JobLineTest {

    private static final JobId JOB = new JobId("a1");

    private final InMemoryJournal journal = new InMemoryJournal();

    @Test
    void countsTheSecondsThatArePublished() {
        write(new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));
        write(new Fact.UnitAccepted(0, Duration.ZERO, Duration.ofMillis(2_500), 1));
        write(new Fact.UnitAccepted(1, Duration.ofMillis(2_500), Duration.ofSeconds(2), 1));
        write(moved(0, "Publishing", "Published", "Settling", Reason.AS_PLANNED));

        assertThat(line().seconds()).isEqualTo(2.5);
        assertThat(line().reason()).isEmpty();
        assertThat(line().orchestrator()).isEmpty();
    }

    @Test
    void namesTheLatestOrchestratorAndTheLatestTrouble() {
        write(new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));
        write(agreed(8935));
        write(moved(0, "Executing", "Failed", "Retry", Reason.WORKER_LOST));
        write(agreed(8936));
        write(moved(0, "Executing", "Returned", "Returning", Reason.AS_PLANNED));

        assertThat(line().orchestrator()).isEqualTo("https://localhost:8936");
        assertThat(line().reason()).isEqualTo("worker-lost");
    }

    @Test
    void namesTheModelAndHowMuchWasAskedOfIt() {
        write(new Fact.JobCreated(JobClass.BATCH, "upscale"));
        write(new Fact.ModelNamed("espcn-x2"));
        write(new Fact.UnitAccepted(0, Duration.ZERO, Duration.ZERO, 262_144));

        assertThat(line().summary().pipeline()).isEqualTo("upscale");
        assertThat(line().model()).isEqualTo("espcn-x2");
        assertThat(line().quantity()).isEqualTo(262_144);
    }

    @Test
    void isNothingForAJobNobodyHeardOf() {
        assertThat(JobLine.of(JOB, journal.read(JOB))).isEmpty();
    }

    private JobLine line() {
        return JobLine.of(JOB, journal.read(JOB)).orElseThrow();
    }

    private void write(Fact fact) {
        journal.append(new JournalEntry(Instant.EPOCH, JOB, fact));
    }

    private static Fact agreed(int port) {
        return new Fact.SessionAgreed(
                1, new Orchestrator(EthAddress.ZERO, URI.create("https://localhost:" + port)), Price.FREE, 1);
    }

    private static Fact moved(long unit, String from, String event, String to, Reason reason) {
        return new Fact.Moved(OptionalLong.of(unit), OptionalInt.of(1), from, event, to, reason, Optional.empty());
    }
}
