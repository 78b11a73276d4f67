package io.headrace.admin.metrics;

import io.headrace.job.JobId;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal whose entries are seen by an observer as well, once they are handed over: what could not be written was never
 * counted. The observer is called on the writer's thread and returns at once.
 */
final class ObservedJournal implements Journal {

    private final Journal journal;
    private final NanoTicker ticker;
    private final Consumer<JournalEntry> observer;
    private final Consumer<Duration> lag;

    /** @param lag is told how long each durable entry took to be safe */
    ObservedJournal(Journal journal, NanoTicker ticker, Consumer<JournalEntry> observer, Consumer<Duration> lag) {
        this.journal = journal;
        this.ticker = ticker;
        this.observer = observer;
        this.lag = lag;
    }

    @Override
    public void append(JournalEntry entry) {
        journal.append(entry);
        observer.accept(entry);
    }

    @Override
    public void appendDurably(JournalEntry entry) {
        long begun = ticker.nanos();
        journal.appendDurably(entry);
        lag.accept(Duration.ofNanos(ticker.nanos() - begun));
        observer.accept(entry);
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
