package io.headrace.gateway.run;

import io.headrace.job.JobId;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import java.util.List;

/**
 * A journal for jobs that no restart goes on with: they wait for no disk. Their entries stand in the same order as all
 * others, so that what follows and is durable makes them safe too; a crash costs at most the last moments of them.
 */
record AppendingJournal(Journal journal) implements Journal {

    @Override
    public void append(JournalEntry entry) {
        journal.append(entry);
    }

    @Override
    public void appendDurably(JournalEntry entry) {
        journal.append(entry);
    }

    @Override
    public List<JournalEntry> read(JobId job) {
        return journal.read(job);
    }

    @Override
    public List<JobId> jobs() {
        return journal.jobs();
    }
}
