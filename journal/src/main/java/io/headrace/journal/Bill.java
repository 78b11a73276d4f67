package io.headrace.journal;

import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job, or several, cost: one line for each orchestrator. Amounts are exact.
 */
public record Bill(List<Line> lines) {

    public Bill {
        lines = List.copyOf(lines);
    }

    /**
     * @param fees for work that came back
     * @param lost paid for work that did not
     * @param expectedValue of the tickets sent
     */
    public record Line(Orchestrator orchestrator, Credit fees, Credit lost, long tickets, Credit expectedValue) {
        private Line plus(Line more) {
            return new Line(
                    orchestrator,
                    fees.plus(more.fees),
                    lost.plus(more.lost),
                    tickets + more.tickets,
                    expectedValue.plus(more.expectedValue));
        }
    }

    public static Bill of(List<JournalEntry> entries) {
        Map<Orchestrator, Line> lines = new LinkedHashMap<>();
        for (var line : entries.stream()
                .flatMap(entry -> charges(entry.fact()).stream())
                .toList()) {
            lines.merge(line.orchestrator(), line, Line::plus);
        }
        return new Bill(new ArrayList<>(lines.values()));
    }

    public Credit fees() {
        return lines.stream().map(Line::fees).reduce(Credit.ZERO, Credit::plus);
    }

    private static List<Line> charges(Fact fact) {
        return switch (fact) {
            case Fact.FeeSettled(long _, int _, var orchestrator, var fee) ->
                List.of(new Line(orchestrator, fee, Credit.ZERO, 0, Credit.ZERO));
            case Fact.CreditLost(long _, int _, var orchestrator, var amount, var _) ->
                List.of(new Line(orchestrator, Credit.ZERO, amount, 0, Credit.ZERO));
            case Fact.TicketsSent sent ->
                List.of(new Line(sent.orchestrator(), Credit.ZERO, Credit.ZERO, sent.count(), sent.expectedValue()));
            case Fact.StandbyCharged(var orchestrator, var fee) ->
                List.of(new Line(orchestrator, fee, Credit.ZERO, 0, Credit.ZERO));
            case Fact.IntervalLost(var orchestrator, var amount, var _) ->
                List.of(new Line(orchestrator, Credit.ZERO, amount, 0, Credit.ZERO));
            case Fact.IntervalPaid paid ->
                List.of(new Line(paid.orchestrator(), Credit.ZERO, Credit.ZERO, paid.count(), paid.expectedValue()));
            default -> List.of();
        };
    }
}
