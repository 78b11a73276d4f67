package io.headrace.gateway.discovery;

import io.headrace.gateway.peer.PeerException;
import io.headrace.payments.TicketParams;
import io.headrace.wire.OrchestratorInfo;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What we know of one orchestrator.
 *
 * @param service where it was asked; what it answers may name another place
 * @param latencyScore of work already done for us; empty for a newcomer
 */
record KnownOrchestrator(URI service, Answer answer, OptionalDouble latencyScore) {

    /** How much a new observation weighs against those before it. */
    private static final double NEWEST = 0.3;

    sealed interface Answer {}

    /** It was never asked. */
    record Unasked() implements Answer {}

    record Answered(OrchestratorInfo info, Duration roundTrip, Instant at) implements Answer {}

    record Silent(PeerException why, Instant at) implements Answer {}

    static KnownOrchestrator unasked(URI service) {
        return new KnownOrchestrator(service, new Unasked(), OptionalDouble.empty());
    }

    KnownOrchestrator answering(Answer newer) {
        return new KnownOrchestrator(service, newer, latencyScore);
    }

    KnownOrchestrator observing(double score) {
        double mixed = latencyScore.isPresent() ? latencyScore.getAsDouble() * (1 - NEWEST) + score * NEWEST : score;
        return new KnownOrchestrator(service, answer, OptionalDouble.of(mixed));
    }

    /** What its tickets are, as it last said; empty when it is silent, or asks for none. */
    Optional<TicketParams> offered() {
        return answer instanceof Answered(var info, var _, var _) ? info.ticketParams() : Optional.empty();
    }

    /** An answer is good for a while; silence is never taken for granted. */
    boolean freshAt(Instant now, Duration freshness) {
        return answer instanceof Answered(var _, var _, var at)
                && at.plus(freshness).isAfter(now);
    }
}
