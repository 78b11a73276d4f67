package io.headrace.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {

    private static final JobId JOB = new JobId("job-1");
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    private final JournalEntry created = entry(JOB, new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));
    private final JournalEntry ended = entry(JOB, new Fact.JobEnded("Completed", 3, Reason.AS_PLANNED));
    private final JournalEntry other =
            entry(new JobId("job-2"), new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));

    @TempDir
    Path folder;

    @Test
    void tellsAJobsStoryInItsOrderAfterARestart() {
        try (var database = Database.open(folder.resolve("db"))) {
            var journal = new SqliteJournal(database);
            journal.append(created);
            journal.append(other);
            journal.appendDurably(ended);
        }

        try (var database = Database.open(folder.resolve("db"))) {
            var journal = new SqliteJournal(database);
            assertThat(journal.read(JOB)).containsExactly(created, ended);
            assertThat(journal.jobs()).containsExactly(JOB, other.job());
        }
    }

    @Test
    void showsAReaderWhatWasAppendedBeforeItAsked() {
        try (var database = Database.open(folder.resolve("db"))) {
            var journal = new SqliteJournal(database);

            journal.append(created);

            assertThat(journal.read(JOB)).containsExactly(created);
            assertThat(journal.read(new JobId("nobody"))).isEmpty();
        }
    }

    private static JournalEntry entry(JobId job, Fact fact) {
        return new JournalEntry(AT, job, fact);
    }
}
