package io.headrace.journal;

import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Explanation.AttemptLine;
import io.headrace.journal.Explanation.TicketLine;
import io.headrace.journal.Explanation.WorkerLine;
import io.headrace.journal.Fact.Moved;
import io.headrace.payments.Credit;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt, while its journal is being read. */
final class AttemptStory {

    private final int number;
    private final Instant began;
    private final Orchestrator orchestrator;
    private final List<TicketLine> tickets = new ArrayList<>();
    private Optional<WorkerLine> worker = Optional.empty();
    private Credit fee = Credit.ZERO;
    private String end = "under-way";

    AttemptStory(int number, Instant began, Orchestrator orchestrator) {
        this.number = number;
        this.began = began;
        this.orchestrator = orchestrator;
    }

    int number() {
        return number;
    }

    Instant began() {
        return began;
    }

    Orchestrator orchestrator() {
        return orchestrator;
    }

    void sent(Fact.TicketsSent sent) {
        var each = new Credit(
                sent.expectedValue().numerator(),
                sent.expectedValue().denominator().multiply(BigInteger.valueOf(sent.count())));
        for (long nonce = sent.firstNonce(); nonce <= sent.lastNonce(); nonce++) {
            tickets.add(new TicketLine(
                    sent.randHash().toString(), nonce, sent.faceValue().toString(), Amounts.print(each)));
        }
    }

    void paid(Credit amount) {
        fee = fee.plus(amount);
    }

    void worker(WorkerLine named) {
        worker = Optional.of(named);
    }

    /** The first end counts: what follows a retry belongs to the next attempt. */
    void moved(Moved moved) {
        if (moved.to().equals("Settling")) {
            end = "published";
        } else if (moved.to().equals("Retry")
                || (moved.to().equals("Left") && !moved.from().equals("Retry"))) {
            end = moved.reason().code();
        }
    }

    AttemptLine line() {
        return new AttemptLine(orchestrator.toString(), worker, tickets, Amounts.print(fee), end);
    }
}
