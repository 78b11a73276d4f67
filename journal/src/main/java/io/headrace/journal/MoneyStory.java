package io.headrace.journal;

import io.headrace.crypto.Hash256;
import io.headrace.journal.Explanation.IntervalLine;
import io.headrace.journal.Explanation.Payments;
import io.headrace.journal.Explanation.SessionLine;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a job paid, lost and was won of, while its journal is being read. A winner counts once, whoever tells of it. */
final class MoneyStory {

    private final List<SessionLine> sessions = new ArrayList<>();
    private final List<IntervalLine> intervals = new ArrayList<>();
    private final Set<Hash256> winners = new HashSet<>();
    private final Map<Hash256, Wei> redeemed = new HashMap<>();
    private Credit fee = Credit.ZERO;
    private Credit lost = Credit.ZERO;
    private long tickets;

    void sent(long count) {
        tickets += count;
    }

    void settled(Credit amount) {
        fee = fee.plus(amount);
    }

    void lost(Credit amount) {
        lost = lost.plus(amount);
    }

    void interval(Instant at, Fact.IntervalPaid paid) {
        sent(paid.count());
        intervals.add(new IntervalLine(
                at,
                paid.orchestrator().toString(),
                paid.standing() == Fact.Standing.STANDING_BY,
                paid.quantity(),
                paid.count(),
                Amounts.print(paid.expectedValue())));
    }

    void won(Hash256 ticket) {
        winners.add(ticket);
    }

    void redeemed(Fact.Redeemed paidOut) {
        redeemed.put(paidOut.ticket(), paidOut.amount());
    }

    void closed(Instant at, Fact.SessionClosed closed) {
        sessions.add(new SessionLine(
                at,
                closed.orchestrator().toString(),
                Amounts.print(closed.sent()),
                Amounts.print(closed.debited()),
                Amounts.print(closed.lost()),
                Amounts.print(closed.left())));
    }

    List<SessionLine> sessions() {
        return sessions;
    }

    List<IntervalLine> intervals() {
        return intervals;
    }

    Payments payments() {
        return new Payments(
                Amounts.print(fee),
                Amounts.print(lost),
                tickets,
                winners.size(),
                redeemed.values().stream().reduce(Wei.ZERO, Wei::plus).toString());
    }
}
