package io.headrace.journal;

import io.headrace.job.JobId;
import java.time.Instant;

/** One thing that happened: one line of a journal. */
public record JournalEntry(Instant at, JobId job, Fact fact) {}
