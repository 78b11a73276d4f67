package io.headrace.job.selection;

import io.headrace.job.selection.Candidate.Offer;
import io.headrace.job.selection.Verdict.Chosen;
import io.headrace.job.selection.Verdict.Finding;
import io.headrace.job.selection.Verdict.PassedOver;
import io.headrace.job.selection.Verdict.Refused;
import io.headrace.machine.Moment;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Chooses who works for a job. Hard criteria first: each refuses with its numbers. Of the rest the lowest score wins:
 * the latency score of work done before (wire protocol section 9.4), made worse by a price above the cheapest and by
 * wrong results in other jobs. Newcomers have no such score; a share of the choices is theirs, drawn by price and
 * trust, and all of them while nobody is known. When only those are left that failed before, they are chosen from.
 * Whoever stands by, with a session that is open already, comes before all others: it was chosen like this when it
 * was asked to.
 */
public record Selection(Criteria criteria, Preferences preferences) {

    public Choice choose(List<Candidate> candidates, Suspensions suspensions, Moment moment) {
        var hard = new HardCriteria(criteria, suspensions, moment.now());
        var refusals = candidates.stream().map(hard::refusal).toList();
        var willing = new ArrayList<Integer>();
        var suspended = new ArrayList<Integer>();
        for (int i = 0; i < candidates.size(); i++) {
            if (refusals.get(i).isEmpty()) {
                willing.add(i);
            } else if (refusals.get(i).get() instanceof Refusal.Suspended) {
                suspended.add(i);
            }
        }
        var field = willing.isEmpty() ? suspended : willing;
        var scored = scored(candidates, field);
        var winner = winner(scored, moment.chance());
        return new Choice(winner.map(Scored::candidate), verdicts(candidates, refusals, scored, winner));
    }

    /** @param score lower is better; {@code known} when it comes from work done */
    private record Scored(int index, Candidate candidate, Offer offer, double dearness, double score) {
        boolean known() {
            return offer.latencyScore().isPresent();
        }

        String why() {
            var standing = known()
                    ? "latency score %.2f".formatted(offer.latencyScore().getAsDouble())
                    : "newcomer";
            return String.format(
                    Locale.ROOT,
                    "%s%s, %.2f times the lowest price, trust %.2f, score %.2f",
                    offer.standingBy() ? "stands by, " : "",
                    standing,
                    dearness,
                    offer.trust().factor(),
                    score);
        }

        /** How likely it is drawn, compared with others. */
        double weight() {
            return offer.trust().factor() / dearness;
        }
    }

    private List<Scored> scored(List<Candidate> candidates, List<Integer> field) {
        double cheapest = field.stream()
                .mapToDouble(i -> price(candidates.get(i)))
                .filter(price -> price > 0)
                .min()
                .orElse(1);
        var scored = new ArrayList<Scored>();
        for (int i : field) {
            var candidate = candidates.get(i);
            if (candidate.answer() instanceof Offer offer) {
                double dearness = Math.max(1, price(candidate) / cheapest);
                double latency = offer.latencyScore().orElse(1);
                double worth = latency * (1 + preferences.priceWeight() * (dearness - 1));
                double score = worth / offer.trust().factor();
                scored.add(new Scored(i, candidate, offer, dearness, score));
            }
        }
        return scored;
    }

    private double price(Candidate candidate) {
        return criteria.terms() == Criteria.Terms.PAID && candidate.answer() instanceof Offer offer
                ? offer.price().map(Price::perUnit).map(Selection::toDouble).orElse(0d)
                : 0;
    }

    /** Precise enough to compare; never for arithmetic with money. */
    private static double toDouble(Credit credit) {
        return credit.numerator().doubleValue() / credit.denominator().doubleValue();
    }

    private Optional<Scored> winner(List<Scored> field, RandomGenerator chance) {
        var ready = field.stream().filter(scored -> scored.offer().standingBy()).findFirst();
        return ready.isPresent() ? ready : winnerOfOffers(field, chance);
    }

    private Optional<Scored> winnerOfOffers(List<Scored> field, RandomGenerator chance) {
        var newcomers = field.stream().filter(scored -> !scored.known()).toList();
        var known = field.stream().filter(Scored::known).toList();
        if (known.isEmpty() || (!newcomers.isEmpty() && chance.nextDouble() < preferences.newcomerShare())) {
            return draw(newcomers, chance);
        }
        return known.stream()
                .min(Comparator.comparingDouble(Scored::score)
                        .thenComparing(scored -> scored.offer().roundTrip()));
    }

    /** One at half the price, or trusted twice as much, is drawn twice as often. */
    private static Optional<Scored> draw(List<Scored> field, RandomGenerator chance) {
        double total = field.stream().mapToDouble(Scored::weight).sum();
        double drawn = chance.nextDouble() * total;
        for (var scored : field) {
            drawn -= scored.weight();
            if (drawn <= 0) {
                return Optional.of(scored);
            }
        }
        return field.stream().findFirst();
    }

    private static List<Verdict> verdicts(
            List<Candidate> candidates, List<Optional<Refusal>> refusals, List<Scored> field, Optional<Scored> winner) {
        var findings = new ArrayList<Finding>();
        refusals.forEach(
                refusal -> findings.add(refusal.<Finding>map(Refused::new).orElse(new PassedOver(""))));
        for (var scored : field) {
            if (winner.filter(scored::equals).isPresent()) {
                findings.set(scored.index(), new Chosen(scored.why()));
            } else if (refusals.get(scored.index()).isEmpty()) {
                findings.set(scored.index(), new PassedOver(scored.why()));
            }
        }
        var verdicts = new ArrayList<Verdict>();
        for (int i = 0; i < findings.size(); i++) {
            verdicts.add(new Verdict(candidates.get(i).orchestrator(), findings.get(i)));
        }
        return verdicts;
    }
}
