package io.headrace.admin.join;

import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.JournalEntry;
import java.util.List;
import java.util.Map;

/**
 * What orchestrators said about one job, and which of them could not be asked.
 *
 * @param journals by the orchestrator as our own journal names it
 */
public record Hearing(Map<Orchestrator, List<JournalEntry>> journals, List<Unheard> unheard) {

    public static final Hearing NOBODY = new Hearing(Map.of(), List.of());

    public Hearing {
        journals = Map.copyOf(journals);
        unheard = List.copyOf(unheard);
    }
}
