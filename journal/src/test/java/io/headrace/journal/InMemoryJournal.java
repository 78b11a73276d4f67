package io.headrace.journal;

import io.headrace.job.JobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal for tests, which can lose what it was not asked to keep durably. */
public final class InMemoryJournal implements Journal {

    private final List<JournalEntry> entries = new ArrayList<>();
    private int safe;

    @Override
    public synchronized void append(JournalEntry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized void appendDurably(JournalEntry entry) {
        entries.add(entry);
        safe = entries.size();
    }

    @Override
    public synchronized List<JournalEntry> read(JobId job) {
        return entries.stream().filter(entry -> entry.job().equals(job)).toList();
    }

    @Override
    public synchronized List<JobId> jobs() {
        Map<JobId, JobId> known = new LinkedHashMap<>();
        entries.forEach(entry -> known.put(entry.job(), entry.job()));
        return List.copyOf(known.keySet());
    }

    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** The machine dies: of what was not yet safe, only the first {@code kept} entries survive. */
    public synchronized void crash(int kept) {
        int survivors = Math.min(entries.size(), safe + kept);
        entries.subList(survivors, entries.size()).clear();
        safe = survivors;
    }

    public synchronized int unsafe() {
        return entries.size() - safe;
    }
}
