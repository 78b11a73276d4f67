package io.headrace.job.selection;

import static io.headrace.job.Candidates.candidate;
import static io.headrace.job.Candidates.known;
import static io.headrace.job.Candidates.offer;
import static io.headrace.job.Candidates.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.selection.Candidate.Load;
import io.headrace.job.selection.Candidate.Offer;
import io.headrace.job.selection.Candidate.Silence;
import io.headrace.job.selection.Candidate.Unacceptable;
import io.headrace.job.selection.Suspensions.Offence;
import io.headrace.machine.Moment;
import io.headrace.payments.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PENALTY = Duration.ofSeconds(30);

    private final SplittableRandom chance = new SplittableRandom(3);
    private Criteria criteria = Criteria.atMost(Price.of(100, 1));
    private Suspensions suspensions = Suspensions.NONE;

    @Test
    void refusesAPriceAboveTheCeilingWithBothNumbers() {
        var refusal = refusal(candidate(1, 101));

        assertThat(refusal).isEqualTo(new Refusal.TooExpensive(Price.of(101, 1), Price.of(100, 1)));
        assertThat(refusal.sentence()).contains("101").contains("100");
    }

    @Test
    void acceptsAPriceAtTheCeiling() {
        assertThat(choose(candidate(1, 100)).chosen()).isPresent();
    }

    @Test
    void refusesWhoNamesNoPriceForPaidWork() {
        var silentAboutMoney = with(offer(1), Optional.empty(), List.of(), Load.UNKNOWN, new Candidate.Acceptable());

        assertThat(refusal(silentAboutMoney)).isEqualTo(new Refusal.NoPrice());
    }

    @Test
    void needsNoPriceWhereNothingIsPaid() {
        criteria = Criteria.UNPAID;

        var free = with(offer(1), Optional.empty(), List.of(), Load.UNKNOWN, new Candidate.Acceptable());

        assertThat(choose(free).chosen()).isPresent();
    }

    @Test
    void refusesWhoLacksACapability() {
        var lacking =
                with(offer(1), Optional.of(Price.FREE), List.of("H.265"), Load.UNKNOWN, new Candidate.Acceptable());

        assertThat(refusal(lacking)).isEqualTo(new Refusal.LacksCapability(List.of("H.265")));
    }

    @Test
    void refusesWhoIsFull() {
        var full = with(offer(1), Optional.of(Price.FREE), List.of(), new Load(5, 5), new Candidate.Acceptable());

        assertThat(refusal(full)).isEqualTo(new Refusal.Full(5, 5));
    }

    @Test
    void refusesTicketParametersThatBreakARule() {
        var rule = new Unacceptable("ticket EV", "9", "3");

        var refused = with(offer(1), Optional.of(Price.FREE), List.of(), Load.UNKNOWN, rule);

        assertThat(refusal(refused)).isEqualTo(new Refusal.TicketsUnacceptable("ticket EV", "9", "3"));
    }

    @Test
    void refusesWhomTheOperatorBlocks() {
        criteria = new Criteria(Criteria.Terms.PAID, Optional.empty(), Set.of(orchestrator(1)));

        assertThat(refusal(candidate(1, 1))).isEqualTo(new Refusal.Blocked());
    }

    @Test
    void saysWhoDidNotAnswer() {
        var silent = new Candidate(orchestrator(1), new Silence("connection refused"));

        assertThat(refusal(silent)).isEqualTo(new Refusal.NoAnswer("connection refused"));
    }

    @Test
    void leavesASuspendedOneOutWhileThereIsAnother() {
        suspensions = suspensions.suspend(orchestrator(1), Offence.FAILED, NOW, PENALTY);

        var choice = choose(candidate(1, 1), candidate(2, 99));

        assertThat(choice.chosen()).map(Candidate::orchestrator).contains(orchestrator(2));
        assertThat(choice.verdicts().getFirst().finding())
                .isEqualTo(new Verdict.Refused(new Refusal.Suspended(NOW.plusSeconds(30))));
    }

    @Test
    void takesWhoFailedAndStandsByNowBeforeAnybodyElse() {
        var ready = new Candidate(orchestrator(1), offer(50).standing());
        suspensions = suspensions.suspend(orchestrator(1), Offence.FAILED, NOW, PENALTY);

        assertThat(choose(ready, candidate(2, 50)).chosen()).contains(ready);
    }

    @Test
    void leavesACheatOutThatStandsBy() {
        var ready = new Candidate(orchestrator(1), offer(50).standing());
        suspensions = suspensions.suspend(orchestrator(1), Offence.CHEATED, NOW, PENALTY);

        assertThat(choose(ready, candidate(2, 50)).chosen()).contains(candidate(2, 50));
    }

    @Test
    void takesASuspendedOneWhenNobodyElseIsLeft() {
        suspensions = suspensions.suspend(orchestrator(1), Offence.FAILED, NOW, PENALTY);

        assertThat(choose(candidate(1, 1), candidate(2, 101)).chosen())
                .map(Candidate::orchestrator)
                .contains(orchestrator(1));
    }

    /** Who cheated cheats again: it is better to wait for somebody else. */
    @Test
    void takesNobodyRatherThanACheat() {
        suspensions = suspensions
                .suspend(orchestrator(1), Offence.CHEATED, NOW, PENALTY)
                .suspend(orchestrator(1), Offence.FAILED, NOW, PENALTY);

        var choice = choose(candidate(1, 1), candidate(2, 101));

        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.verdicts().getFirst().finding())
                .isEqualTo(new Verdict.Refused(new Refusal.Cheated(NOW.plus(Duration.ofMinutes(8)))));
    }

    @Test
    void pardonsFailuresAndNoCheats() {
        var both = suspensions
                .suspend(orchestrator(1), Offence.CHEATED, NOW, PENALTY)
                .suspend(orchestrator(2), Offence.FAILED, NOW, PENALTY)
                .pardon(Set.of(orchestrator(1), orchestrator(2)));

        assertThat(both.penalties()).containsOnlyKeys(orchestrator(1));
    }

    @Test
    void forgetsAPenaltyThatRanOutAndDoublesTheNext() {
        var once = suspensions.suspend(orchestrator(1), Offence.FAILED, NOW, PENALTY);

        assertThat(once.of(orchestrator(1), NOW.plusSeconds(30))).isEmpty();

        var twice = once.suspend(orchestrator(1), Offence.FAILED, NOW.plusSeconds(31), PENALTY);

        assertThat(twice.of(orchestrator(1), NOW.plusSeconds(90)))
                .map(Suspensions.Penalty::until)
                .contains(NOW.plusSeconds(91));
        assertThat(twice.suspend(orchestrator(2), Offence.FAILED, NOW.plus(Duration.ofHours(1)), PENALTY)
                        .penalties())
                .containsOnlyKeys(orchestrator(2));
    }

    @Test
    void prefersTheFasterOfTwoAtOnePrice() {
        assertThat(choose(known(1, 50, 0.9), known(2, 50, 0.2)).chosen())
                .map(Candidate::orchestrator)
                .contains(orchestrator(2));
    }

    @Test
    void prefersTheCheaperOfTwoThatAreEquallyFast() {
        assertThat(choose(known(1, 50, 0.5), known(2, 40, 0.5)).chosen())
                .map(Candidate::orchestrator)
                .contains(orchestrator(2));
    }

    @Test
    void givesNewcomersTheirShare() {
        Map<Orchestrator, Integer> chosen = new HashMap<>();

        for (int i = 0; i < 10_000; i++) {
            choose(known(1, 50, 0.1), candidate(2, 50))
                    .chosen()
                    .ifPresent(winner -> chosen.merge(winner.orchestrator(), 1, Integer::sum));
        }

        assertThat(chosen.get(orchestrator(2))).isBetween(800, 1_200);
    }

    @Test
    void refusesWhoIsDraining() {
        var leaving = standing(offer(1), Trust.NEUTRAL, true, Optional.empty());

        assertThat(refusal(leaving)).isEqualTo(new Refusal.Draining());
    }

    @Test
    void refusesWhoStandsElsewhereAndSaysWhere() {
        criteria = in("EU-West", "eu-north");

        var refusal = refusal(standing(offer(1), Trust.NEUTRAL, false, Optional.of("us-east")));

        assertThat(refusal).isEqualTo(new Refusal.OtherRegion(Optional.of("us-east"), Set.of("eu-west", "eu-north")));
        assertThat(refusal.sentence()).isEqualTo("stands in us-east, and the job asks for eu-north or eu-west");
    }

    @Test
    void refusesWhoStandsNobodyKnowsWhereWhenARegionIsAsked() {
        criteria = in("eu");

        assertThat(refusal(candidate(1, 1)).sentence()).isEqualTo("stands in no known region, and the job asks for eu");
    }

    @Test
    void takesWhoStandsWhereTheJobWantsWhateverTheCase() {
        criteria = in("eu");

        assertThat(choose(standing(offer(1), Trust.NEUTRAL, false, Optional.of("EU")))
                        .chosen())
                .isPresent();
    }

    @Test
    void prefersTheOneThatIsTrusted() {
        var suspect = new Candidate(
                orchestrator(1),
                new Offer(
                        Optional.of(Price.of(50, 1)),
                        List.of(),
                        Load.UNKNOWN,
                        new Candidate.Acceptable(),
                        Duration.ofMillis(20),
                        OptionalDouble.of(0.2),
                        Trust.NEUTRAL.mismatched(),
                        false,
                        Optional.empty()));

        assertThat(choose(suspect, known(2, 50, 0.7)).chosen())
                .map(Candidate::orchestrator)
                .contains(orchestrator(2));
    }

    @Test
    void drawsNewcomersThatWereCaughtElsewhereLessOften() {
        var suspect = standing(offer(50), Trust.NEUTRAL.mismatched(), false, Optional.empty());
        int chosen = 0;

        for (int i = 0; i < 10_000; i++) {
            chosen += choose(suspect, candidate(2, 50))
                            .chosen()
                            .filter(suspect::equals)
                            .isPresent()
                    ? 1
                    : 0;
        }

        assertThat(chosen).isBetween(1_800, 2_200);
    }

    @Test
    void choosesNobodyFromNobody() {
        assertThat(choose().chosen()).isEmpty();
    }

    private Choice choose(Candidate... candidates) {
        return new Selection(criteria, Preferences.DEFAULT)
                .choose(List.of(candidates), suspensions, new Moment(NOW, chance));
    }

    private Refusal refusal(Candidate candidate) {
        var choice = choose(candidate);
        assertThat(choice.chosen()).isEmpty();
        return ((Verdict.Refused) choice.verdicts().getFirst().finding()).refusal();
    }

    private static Criteria in(String... regions) {
        return new Criteria(Criteria.Terms.PAID, Optional.empty(), Set.of(), Set.of(regions));
    }

    private static Candidate standing(Offer offer, Trust trust, boolean draining, Optional<String> region) {
        return new Candidate(
                orchestrator(1),
                new Offer(
                        offer.price(),
                        offer.missing(),
                        offer.load(),
                        offer.tickets(),
                        offer.roundTrip(),
                        offer.latencyScore(),
                        trust,
                        draining,
                        region));
    }

    private static Candidate with(
            Offer offer, Optional<Price> price, List<String> missing, Load load, Candidate.Tickets tickets) {
        return new Candidate(
                orchestrator(1), new Offer(price, missing, load, tickets, offer.roundTrip(), OptionalDouble.empty()));
    }
}
