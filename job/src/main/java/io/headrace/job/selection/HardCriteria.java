package io.headrace.job.selection;

import io.headrace.job.selection.Candidate.Acceptable;
import io.headrace.job.selection.Candidate.Impostor;
import io.headrace.job.selection.Candidate.Offer;
import io.headrace.job.selection.Candidate.Silence;
import io.headrace.job.selection.Candidate.Unacceptable;
import io.headrace.job.selection.Candidate.Unaffordable;
import io.headrace.job.selection.Candidate.Unfunded;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The criteria that no advantage makes up for. Penalties are looked at last, since that of a failure may be overlooked. */
record HardCriteria(Criteria criteria, Suspensions suspensions, Instant now) {

    /** The first criterion that speaks against a candidate. */
    Optional<Refusal> refusal(Candidate candidate) {
        return switch (candidate.answer()) {
            case Silence(var why) -> Optional.of(new Refusal.NoAnswer(why));
            case Unfunded(var why) -> Optional.of(new Refusal.FundsTooLow(why));
            case Impostor(var claimed, var registered) -> Optional.of(new Refusal.NotRegistered(claimed, registered));
            case Offer _
            when criteria.blocked().contains(candidate.orchestrator()) -> Optional.of(new Refusal.Blocked());
            case Offer offer when offer.draining() -> Optional.of(new Refusal.Draining());
            case Offer offer ->
                ofPlace(offer)
                        .or(() -> ofAbility(offer))
                        .or(() -> ofMoney(offer))
                        .or(() -> suspended(candidate.orchestrator(), offer));
        };
    }

    private Optional<Refusal> ofPlace(Offer offer) {
        var wanted = criteria.regions();
        boolean there = offer.region()
                .filter(region -> wanted.contains(region.toLowerCase(Locale.ROOT)))
                .isPresent();
        return wanted.isEmpty() || there
                ? Optional.empty()
                : Optional.of(new Refusal.OtherRegion(offer.region(), wanted));
    }

    private static Optional<Refusal> ofAbility(Offer offer) {
        if (!offer.missing().isEmpty()) {
            return Optional.of(new Refusal.LacksCapability(offer.missing()));
        }
        if (offer.load().full()) {
            return Optional.of(
                    new Refusal.Full(offer.load().used(), offer.load().capacity()));
        }
        return Optional.empty();
    }

    private Optional<Refusal> ofMoney(Offer offer) {
        return switch (criteria.terms()) {
            case UNPAID -> Optional.empty();
            case PAID -> {
                if (offer.price().isEmpty()) {
                    yield Optional.of(new Refusal.NoPrice());
                }
                var price = offer.price().get();
                var ceiling = criteria.maxPrice().filter(most -> price.compareTo(most) > 0);
                if (ceiling.isPresent()) {
                    yield Optional.of(new Refusal.TooExpensive(price, ceiling.get()));
                }
                yield ofTickets(offer.tickets());
            }
        };
    }

    private static Optional<Refusal> ofTickets(Candidate.Tickets tickets) {
        return switch (tickets) {
            case Acceptable _ -> Optional.empty();
            case Unacceptable(var rule, var offered, var allowed) ->
                Optional.of(new Refusal.TicketsUnacceptable(rule, offered, allowed));
            case Unaffordable(var faceValue, var most) ->
                Optional.of(new Refusal.FundsTooLow(
                        "pays winners %s wei, and our deposit allows %s".formatted(faceValue, most)));
        };
    }

    /** Whoever failed and has opened a session since, which stands by, works again; who cheated stays out. */
    private Optional<Refusal> suspended(Orchestrator orchestrator, Offer offer) {
        return suspensions.of(orchestrator, now).flatMap(penalty -> switch (penalty.offence()) {
            case FAILED -> offer.standingBy() ? Optional.empty() : Optional.of(new Refusal.Suspended(penalty.until()));
            case CHEATED -> Optional.of(new Refusal.Cheated(penalty.until()));
        });
    }
}
