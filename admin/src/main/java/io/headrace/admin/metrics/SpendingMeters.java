package io.headrace.admin.metrics;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Fact;
import io.headrace.payments.Credit;
import io.micrometer.core.instrument.MeterRegistry;

/** What a gateway found on the market and what it paid. */
final class SpendingMeters {

    private static final int MAX_ORCHESTRATORS = 50;
    private static final int MAX_REFUSALS = 30;

    private final CappedLabel orchestrators = new CappedLabel(MAX_ORCHESTRATORS);
    private final CappedLabel refusals = new CappedLabel(MAX_REFUSALS);
    private final Count judged;
    private final Count discoveryErrors;
    private final Count dispatched;
    private final Count fees;
    private final Count lost;
    private final Count ticketsSent;
    private final Count ticketValueSent;
    private final Count paymentErrors;

    SpendingMeters(MeterRegistry registry) {
        judged = new Count(
                registry,
                "headrace_candidates_judged_total",
                "Orchestrators that selection looked at; the refusal is a code or -",
                "finding",
                "refusal");
        discoveryErrors = new Count(
                registry, "livepeer_discovery_errors_total", "Orchestrators that did not answer", "error_code");
        dispatched =
                new Count(registry, "headrace_units_dispatched_total", "Attempts, by who got them", "orchestrator");
        fees = new Count(registry, "headrace_fees_wei_total", "Paid for work that came back", "orchestrator");
        lost = new Count(registry, "headrace_credit_lost_wei_total", "Paid for work that did not", "reason");
        ticketsSent = new Count(registry, "livepeer_tickets_sent", "Tickets sent");
        ticketValueSent = new Count(registry, "livepeer_ticket_value_sent", "Expected value of these, in gwei");
        paymentErrors = new Count(registry, "livepeer_payment_create_errors", "Payments that could not be made");
    }

    /** The reason of a refusal begins with its code and a colon; every other reason is a sentence. */
    void judged(Fact.CandidateJudged judgement) {
        switch (judgement.finding()) {
            case CHOSEN -> judged.one("chosen", "-");
            case PASSED_OVER -> judged.one("passed-over", "-");
            case REFUSED -> {
                var code = judgement.reason().replaceFirst(":.*", "");
                judged.one("refused", refusals.of(code));
                if (code.equals("no-answer")) {
                    discoveryErrors.one("Unknown");
                }
            }
        }
    }

    void dispatched(Orchestrator to) {
        dispatched.one(orchestrators.of(to.toString()));
    }

    /** @param worth expected, of all of them */
    void sent(long tickets, Credit worth) {
        ticketsSent.many(tickets);
        ticketValueSent.add(Amount.gwei(worth));
    }

    void settled(Fact.FeeSettled settled) {
        fees.add(
                Amount.wei(settled.fee()),
                orchestrators.of(settled.orchestrator().toString()));
    }

    void lost(Fact.CreditLost credit) {
        lost.add(Amount.wei(credit.amount()), credit.reason().code());
    }

    void unitMoved(Fact.Moved move) {
        if (move.reason() == Reason.INSUFFICIENT_FUNDS && move.from().equals("SegmentDispatch")) {
            paymentErrors.one();
        }
    }
}
