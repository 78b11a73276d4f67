package io.headrace.journal;

import io.headrace.job.JobId;
import java.util.List;

/**
 * Where entries are kept. Entries of one journal are safe in the order in which they were appended: what survives a
 * crash is a beginning of what was appended. Any thread; entries of one job come from one thread at a time.
 */
public interface Journal {

    /** Safe before long; lost when the machine dies before that. */
    void append(JournalEntry entry);

    /** Returns when the entry, and all before it, are safe. */
    void appendDurably(JournalEntry entry);

    /** Everything about a job, oldest first; empty for one that nobody heard of. */
    List<JournalEntry> read(JobId job);

    /** Every job known, oldest first. */
    List<JobId> jobs();

    /** Appends as safely as the fact asks. */
    default void record(JournalEntry entry) {
        if (entry.fact().durable()) {
            appendDurably(entry);
        } else {
            append(entry);
        }
    }
}
