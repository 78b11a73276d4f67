package io.headrace.simulation;

import io.headrace.job.JobId;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal on a disk that keeps for sure only what it was made to keep. */
public final class TornJournal implements Journal {

    private final Map<JobId, List<JournalEntry>> jobs = new LinkedHashMap<>();

    /** Appended and not yet safe, oldest first. */
    private final ArrayDeque<JournalEntry> unsafe = new ArrayDeque<>();

    @Override
    public void append(JournalEntry entry) {
        keep(entry);
        unsafe.add(entry);
    }

    @Override
    public void appendDurably(JournalEntry entry) {
        keep(entry);
        unsafe.clear();
    }

    /** What happens every now and then by itself. */
    public void sync() {
        unsafe.clear();
    }

    @Override
    public List<JournalEntry> read(JobId job) {
        return List.copyOf(jobs.getOrDefault(job, List.of()));
    }

    @Override
    public List<JobId> jobs() {
        return List.copyOf(jobs.keySet());
    }

    /** Nobody will ask for it any more. */
    public void forget(JobId job) {
        jobs.remove(job);
    }

    public int unsafe() {
        return unsafe.size();
    }

    /** The newest of what was not safe is gone. */
    public void lose(int newest) {
        for (int lost = 0; lost < newest && !unsafe.isEmpty(); lost++) {
            var entry = unsafe.removeLast();
            var entries = jobs.get(entry.job());
            if (entries != null) {
                entries.removeLast();
            }
        }
        unsafe.clear();
    }

    private void keep(JournalEntry entry) {
        jobs.computeIfAbsent(entry.job(), _ -> new ArrayList<>()).add(entry);
    }
}
