package io.headrace.simulation.live;

import io.headrace.crypto.EthAddress;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.media.ManifestId;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import java.util.Optional;

/** What travels between simulated nodes about live sessions, free of any encoding. */
final class LiveMessages {

    private LiveMessages() {}

    /** An orchestrator's answer to whoever asks. */
    record Terms(Price price, TicketParams params, Candidate.Load load, boolean draining, boolean metersFlow) {}

    /** Starts a session. */
    record Start(EthAddress payer, String stream, Payment payment) {}

    /** What comes back for a start. */
    sealed interface StartReply {}

    record Started(ManifestId session, Wire wire) implements StartReply {}

    record NotStarted(Reason reason) implements StartReply {}

    /** What comes back for a payment. */
    sealed interface PayReply {}

    record Taken(Terms newer) implements PayReply {}

    record NotTaken(Reason reason) implements PayReply {}

    /** A session's channels, as its gateway holds them. */
    interface Wire {
        /** From now on output, events and the loss of connections go there. */
        void connect(Ears ears);

        void send(Picture picture);

        /** Shows nothing up to that picture, then begins with a keyframe; peers that are not ours do not listen. */
        void resume(long after);

        /** Nothing more is sent. */
        void close();

        /** What really happened at the other end, which no gateway knows. */
        Optional<LiveFault> fate();

        void struck(LiveFault fault);

        /** Whoever computes; for fate alone. */
        Optional<Runner> runner();
    }

    /** Where a gateway hears a session. */
    interface Ears {
        void output(Picture picture);

        /** The orchestrator's last word, or its connections are gone. */
        void ended(Reason reason);

        void draining();

        /** Whether anybody listens, and says a word now and then. */
        boolean alive();
    }
}
