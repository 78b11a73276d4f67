package io.headrace.benchmarks.soak;

import io.headrace.crypto.Hash256;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the journals of a network say of its money and its swaps, put together job by job.
 *
 * @param ticketsSent by the gateway
 * @param sentTwice tickets whose nonce the gateway had used before under the same commitment
 * @param ticketsAccepted by the orchestrators
 * @param sessions agreed for all jobs
 * @param swaps sessions beyond the first of each job
 */
public record JournalAudit(long ticketsSent, long sentTwice, long ticketsAccepted, long sessions, long swaps) {

    public static final JournalAudit NOTHING = new JournalAudit(0, 0, 0, 0, 0);

    private record Nonces(long first, long last) {
        long count() {
            return last - first + 1;
        }
    }

    /**
     * Of one job.
     *
     * @param gateway its entries in the gateway's journal
     * @param orchestrators its entries in each orchestrator's
     */
    public static JournalAudit of(List<JournalEntry> gateway, Collection<List<JournalEntry>> orchestrators) {
        var sent = new HashMap<Hash256, List<Nonces>>();
        long sessions = 0;
        for (var entry : gateway) {
            if (entry.fact() instanceof Fact.TicketsSent tickets) {
                add(sent, tickets.randHash(), new Nonces(tickets.firstNonce(), tickets.lastNonce()));
            }
            sessions += entry.fact() instanceof Fact.SessionAgreed ? 1 : 0;
        }
        long accepted = orchestrators.stream()
                .flatMap(Collection::stream)
                .mapToLong(entry -> entry.fact() instanceof Fact.AccountCredited credited ? credited.tickets() : 0)
                .sum();
        return new JournalAudit(count(sent), twice(sent), accepted, sessions, Math.max(0, sessions - 1));
    }

    private static void add(Map<Hash256, List<Nonces>> to, Hash256 commitment, Nonces nonces) {
        to.computeIfAbsent(commitment, _ -> new ArrayList<>()).add(nonces);
    }

    private static long count(Map<Hash256, List<Nonces>> used) {
        return used.values().stream()
                .flatMap(List::stream)
                .mapToLong(Nonces::count)
                .sum();
    }

    private static long twice(Map<Hash256, List<Nonces>> used) {
        return used.values().stream().mapToLong(JournalAudit::twice).sum();
    }

    private static long twice(List<Nonces> ranges) {
        long twice = 0;
        long free = 0;
        for (var range :
                ranges.stream().sorted(Comparator.comparingLong(Nonces::first)).toList()) {
            twice += Math.max(0, Math.min(free, range.last() + 1) - range.first());
            free = Math.max(free, range.last() + 1);
        }
        return twice;
    }

    public JournalAudit plus(JournalAudit other) {
        return new JournalAudit(
                ticketsSent + other.ticketsSent,
                sentTwice + other.sentTwice,
                ticketsAccepted + other.ticketsAccepted,
                sessions + other.sessions,
                swaps + other.swaps);
    }
}
