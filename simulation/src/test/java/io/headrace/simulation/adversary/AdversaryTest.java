package io.headrace.simulation.adversary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.headrace.payments.Credit;
import io.headrace.simulation.Violation;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hundred seeds of every lie; and each guard left out once, to see that the witnesses would notice. */
class AdversaryTest {

    private static final long SEEDS = 200;

    @ParameterizedTest
    @EnumSource
    void aGatewayLosesNoMoreThanGuaranteeOneAllows(RecipientTrial.Lie lie) {
        var results = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> seeded(seed, one -> RecipientTrial.run(one, lie, Optional.empty())))
                .toList();

        assertThat(results).anyMatch(RecipientTrial.Result::left);
        assertThat(results).anyMatch(result -> result.delivered() > 3);
        assertThat(results).anyMatch(result -> result.stolen().signum() > 0);
    }

    @ParameterizedTest
    @EnumSource
    void anOrchestratorWorksForNoMoreThanGuaranteeTwoAllows(SenderTrial.Lie lie) {
        var results = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> seeded(seed, one -> SenderTrial.run(one, lie, Optional.empty())))
                .toList();

        assertThat(results).allMatch(SenderTrial.Result::lied);
        assertThat(results).allMatch(result -> result.worked().compareTo(Credit.ZERO) > 0);
        assertThat(results).anyMatch(result -> result.refusals().containsKey(refusal(lie)));
    }

    private static String refusal(SenderTrial.Lie lie) {
        return switch (lie) {
            case REPLAY -> "NonceSeen";
            case FOREIGN_OFFER -> "UnknownOffer";
            case EMPTY_DEPOSIT -> "SenderUnlocking";
        };
    }

    @ParameterizedTest
    @EnumSource
    void noticesAGuardThatIsMissing(Guard guard) {
        assertNoticed(guard, seed -> run(guard, seed));
    }

    @Test
    void noticesDearerTicketsThatNobodyLooksAt() {
        assertNoticed(
                Guard.OFFER_CHECK,
                seed -> RecipientTrial.run(seed, RecipientTrial.Lie.DEARER_TICKETS, Optional.of(Guard.OFFER_CHECK)));
    }

    @Test
    void noticesFalseBillsThatAreRepaid() {
        assertNoticed(
                Guard.EXPOSURE_LIMIT,
                seed -> RecipientTrial.run(seed, RecipientTrial.Lie.FALSE_BILLS, Optional.of(Guard.EXPOSURE_LIMIT)));
    }

    @Test
    void oneSeedTellsOneStory() {
        var lie = SenderTrial.Lie.REPLAY;

        assertThat(SenderTrial.run(7, lie, Optional.empty())).isEqualTo(SenderTrial.run(7, lie, Optional.empty()));
        assertThat(RecipientTrial.run(7, RecipientTrial.Lie.SILENCE, Optional.empty()))
                .isEqualTo(RecipientTrial.run(7, RecipientTrial.Lie.SILENCE, Optional.empty()));
    }

    private static void run(Guard guard, long seed) {
        switch (guard) {
            case OFFER_CHECK -> RecipientTrial.run(seed, RecipientTrial.Lie.NO_EXPIRATION, Optional.of(guard));
            case PRICE_CHECK -> RecipientTrial.run(seed, RecipientTrial.Lie.RAISED_PRICE, Optional.of(guard));
            case EXPOSURE_LIMIT -> RecipientTrial.run(seed, RecipientTrial.Lie.SILENCE, Optional.of(guard));
            case NONCES, NONCES_OVER_RESTARTS, RESERVATIONS ->
                SenderTrial.run(seed, SenderTrial.Lie.REPLAY, Optional.of(guard));
            case COMMITMENT -> SenderTrial.run(seed, SenderTrial.Lie.FOREIGN_OFFER, Optional.of(guard));
            case UNLOCKING, MAX_FLOAT -> SenderTrial.run(seed, SenderTrial.Lie.EMPTY_DEPOSIT, Optional.of(guard));
        }
    }

    private static void assertNoticed(Guard guard, LongConsumer run) {
        assertThat(LongStream.rangeClosed(1, 10).anyMatch(seed -> breaks(seed, run)))
                .as("a violation without %s", guard)
                .isTrue();
    }

    private static boolean breaks(long seed, LongConsumer run) {
        try {
            run.accept(seed);
            return false;
        } catch (Violation noticed) {
            return true;
        }
    }

    private static <T> T seeded(long seed, LongFunction<T> run) {
        try {
            return run.apply(seed);
        } catch (Violation violation) {
            return fail("Seed " + seed + ": " + violation.getMessage(), violation);
        }
    }
}
