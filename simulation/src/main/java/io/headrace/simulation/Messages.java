package io.headrace.simulation;

import io.headrace.admission.SessionId;
import io.headrace.crypto.EthAddress;
import io.headrace.job.JobId;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.MediaBytes;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import java.time.Duration;

/** What travels between simulated nodes, free of any encoding. */
final class Messages {

    private Messages() {}

    /** An orchestrator's answer to whoever asks: its price, an offer of tickets, a session. */
    record Terms(SessionId session, Price price, TicketParams params, int capacity) {}

    /** A unit with its payment. */
    record Request(
            JobId job,
            long seq,
            Duration duration,
            long quantity,
            MediaBytes source,
            SessionId session,
            EthAddress payer,
            Payment payment) {}

    /** What comes back for a request, first or last. */
    sealed interface Reply {}

    /** The unit is here. */
    record Received() implements Reply {}

    /** @param units really worked */
    record Worked(long units, Terms next) implements Reply {}

    record Refused(Reason reason) implements Reply {}
}
