package io.headrace.admin.join;

import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Explaining;
import io.headrace.journal.Explanation;
import io.headrace.journal.Fact;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Explains jobs from our own journal and from what the orchestrators that worked for them know, and keeps the latter
 * for the time when they are gone. Any thread.
 */
public final class JournalJoin {

    private final Journal own;
    private final Witnesses witnesses;
    private final InstantSource clock;

    /** @param clock for the times of what is kept */
    public JournalJoin(Journal own, Witnesses witnesses, InstantSource clock) {
        this.own = own;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    /** An explanation as complete as it could be made. */
    public record Joined(Explanation explanation, List<Unheard> unheard) {
        public Joined {
            unheard = List.copyOf(unheard);
        }
    }

    /** Empty for a job that our own journal does not have. */
    public Optional<Joined> explain(JobId job) throws InterruptedException {
        var entries = own.read(job);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        var hearing = witnesses.hear(job, named(entries));
        return Explaining.explain(job, entries, hearing.journals())
                .map(explanation -> new Joined(explanation, hearing.unheard()));
    }

    /**
     * Writes what the orchestrators know of a job into our own journal. To be called when the job is over; what was
     * kept before is not kept again.
     *
     * @return those who could not be asked: calling again may find them
     */
    public synchronized List<Unheard> keep(JobId job) throws InterruptedException {
        var entries = own.read(job);
        var hearing = witnesses.hear(job, named(entries));
        var kept = entries.stream()
                .map(JournalEntry::fact)
                .filter(Fact.Heard.class::isInstance)
                .collect(Collectors.toSet());
        hearing.journals()
                .forEach((from, theirs) -> theirs.stream()
                        .<Fact>map(entry -> new Fact.Heard(from, entry))
                        .filter(kept::add)
                        .forEach(fact -> own.append(new JournalEntry(clock.instant(), job, fact))));
        return hearing.unheard();
    }

    private static Set<Orchestrator> named(List<JournalEntry> entries) {
        Set<Orchestrator> named = new LinkedHashSet<>();
        for (var entry : entries) {
            switch (entry.fact()) {
                case Fact.SessionAgreed agreed -> named.add(agreed.orchestrator());
                case Fact.UnitDispatched dispatched -> named.add(dispatched.orchestrator());
                case Fact.TicketsSent sent -> named.add(sent.orchestrator());
                default -> {}
            }
        }
        return named;
    }
}
