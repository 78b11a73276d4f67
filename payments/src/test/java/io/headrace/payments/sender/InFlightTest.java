package io.headrace.payments.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.payments.Credit;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightTest {

    private static final Credit TICKET = new Credit(BigInteger.valueOf(1_000_003), BigInteger.TWO.pow(13));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void carriesTheSumsOfWhatIsInIt(long seed) {
        var chance = new Random(seed);
        var all = InFlight.NONE;
        for (int i = 0; i < 500; i++) {
            all = moved(all, i, chance);

            assertThat(all.fees()).isEqualTo(sum(all, Stake::fee));
            assertThat(all.added()).isEqualTo(sum(all, Stake::added));
            assertThat(all.drawn()).isEqualTo(sum(all, Stake::drawn));
            assertThat(all.surplus()).isEqualTo(sum(all, Stake::surplus));
        }
        assertThat(InFlight.of(all.stakes())).isEqualTo(all);
    }

    private static InFlight moved(InFlight all, long id, Random chance) {
        if (all.isEmpty() || chance.nextInt(3) == 0) {
            return all.with(Stake.of(id, Credit.of(chance.nextLong(1, 500)), TICKET.times(chance.nextLong(0, 3))));
        }
        if (chance.nextInt(4) == 0) {
            return all.confirming(all.surplus().min(Credit.of(chance.nextLong(0, 200))));
        }
        long one = all.stakes().get(chance.nextInt(all.stakes().size())).id();
        return chance.nextBoolean() ? all.sent(one) : all.without(one);
    }

    @Test
    void passesOverTheSendingOfWhatHasEnded() {
        var all = InFlight.NONE.with(Stake.of(1, Credit.of(5), Credit.of(9)));

        assertThat(all.sent(7)).isEqualTo(all);
    }

    @Test
    void endsAUnitOnce() {
        var all = InFlight.NONE.with(Stake.of(1, Credit.of(5), Credit.of(9))).without(1);

        assertThat(all).isEqualTo(InFlight.NONE);
        assertThatThrownBy(() -> all.without(1)).isInstanceOf(IllegalStateException.class);
    }

    private static Credit sum(InFlight all, Function<Stake, Credit> part) {
        return all.stakes().stream().map(part).reduce(Credit.ZERO, Credit::plus);
    }
}
