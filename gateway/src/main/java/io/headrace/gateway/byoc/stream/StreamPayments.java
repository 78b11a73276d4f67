package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.byoc.ContainerBooking;
import io.headrace.gateway.byoc.ContainerSession;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import java.time.Duration;
import java.util.Optional;

/**
 * The payments of one stay at an orchestrator, each for a while ahead. When the next is made, or the stay is over, what
 * was used meanwhile is booked, and the rest stays for the next. For one thread.
 */
final class StreamPayments {

    private static final Duration PATIENCE_WITH_PURSE = Duration.ofSeconds(8);

    private final RunContext context;
    private final ContainerSession session;
    private final int attempt;
    private final Duration ahead;
    private Optional<ContainerBooking> running = Optional.empty();
    private long sinceNanos;

    StreamPayments(RunContext context, ContainerSession session, int attempt, Duration ahead) {
        this.context = context;
        this.session = session;
        this.attempt = attempt;
        this.ahead = ahead;
    }

    /** What is to be sent. */
    sealed interface Next {
        /** @param payment empty where nobody is paid, or the balance suffices */
        record Due(Optional<Payment> payment) implements Next {}

        record Refused(Reason reason, String sentence) implements Next {}
    }

    /** Books what was used since the last one, and makes one more. */
    Next next() throws InterruptedException {
        if (session.purse().isEmpty()) {
            return new Next.Due(Optional.empty());
        }
        ended();
        var purse = session.purse().get();
        return switch (purse.withdraw(purse.price().times(ahead.toSeconds()), PATIENCE_WITH_PURSE)) {
            case SessionPurse.Withdrawal.Refused(var reason, var why) ->
                new Next.Refused(reason, session.orchestrator().service() + " is not paid: " + why);
            case SessionPurse.Withdrawal.Paid paid -> {
                boolean tickets = paid.staged().tickets() > 0;
                if (tickets) {
                    context.book().ticketsSent(0, attempt, session.orchestrator(), paid.staged(), paid.ticketValue());
                }
                sinceNanos = context.tools().ticker().nanos();
                running = Optional.of(
                        new ContainerBooking(context.book(), attempt, session.orchestrator(), purse, paid.staged()));
                yield new Next.Due(tickets ? Optional.of(paid.payment()) : Optional.empty());
            }
        };
    }

    /** The last one did not arrive, or perhaps not. */
    void failed(PeerException failure) {
        running.ifPresent(booking -> booking.failed(failure));
        running = Optional.empty();
    }

    /** The last one was refused. */
    void lost(Reason reason) {
        running.ifPresent(booking -> booking.lost(reason));
        running = Optional.empty();
    }

    /** Books each second that began since the last one. */
    void ended() {
        var used = Duration.ofNanos(context.tools().ticker().nanos() - sinceNanos);
        long seconds = used.plusSeconds(1).minusNanos(1).toSeconds();
        running.ifPresent(booking -> booking.worked(seconds));
        running = Optional.empty();
    }
}
