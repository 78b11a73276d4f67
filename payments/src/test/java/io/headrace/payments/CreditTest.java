package io.headrace.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CreditTest {

    @Test
    void equalAmountsAreEqualValues() {
        assertThat(Credit.parse("6/-4")).isEqualTo(Credit.parse("-3/2"));
        assertThat(Credit.parse("0/7")).isEqualTo(Credit.ZERO);
    }

    @Test
    void equalAmountsAreEqualHoweverTheyCameAbout() {
        var ticket = new Credit(BigInteger.valueOf(7), WinProb.MAX);
        var sum = Credit.ZERO;
        for (int i = 0; i < 3; i++) {
            sum = sum.plus(ticket);
        }

        assertThat(sum).isEqualTo(ticket.times(3)).hasSameHashCodeAs(ticket.times(3));
        assertThat(sum.denominator()).isEqualTo(WinProb.MAX.divide(BigInteger.valueOf(3)));
        assertThat(sum.numerator()).isEqualTo(BigInteger.valueOf(7));
        assertThat(sum).hasToString("7/" + WinProb.MAX.divide(BigInteger.valueOf(3)));
        assertThat(sum.minus(sum)).isEqualTo(Credit.ZERO).hasSameHashCodeAs(Credit.ZERO);
        assertThat(sum).isNotEqualTo(ticket);
    }

    /** Fractions of many kinds, one after the other: denominators grow too long to be carried, again and again. */
    @Test
    void staysExactOverAThousandSums() {
        var chance = new SplittableRandom(9);
        var ticket = new Credit(BigInteger.valueOf(77), WinProb.MAX);
        var sum = ticket;
        var taken = Credit.ZERO;
        for (int i = 0; i < 1_000; i++) {
            var some = any(chance);
            sum = sum.plus(some);
            taken = taken.plus(some);
        }

        assertThat(sum.minus(taken)).isEqualTo(ticket);
    }

    @Test
    void takingBackWhatWasAddedLeavesNothing() {
        var chance = new SplittableRandom(7);
        for (int i = 0; i < 1_000; i++) {
            var a = any(chance);
            var b = any(chance);

            assertThat(a.plus(b).minus(b)).isEqualTo(a);
            assertThat(Credit.parse(a.toString())).isEqualTo(a);
            assertThat(a.compareTo(b)).isEqualTo(-b.compareTo(a));
        }
    }

    @Test
    void addsWhateverTheFractions() {
        var half = Credit.parse("1/2");

        assertThat(half.plus(Credit.ZERO)).isEqualTo(half);
        assertThat(Credit.ZERO.plus(half)).isEqualTo(half);
        assertThat(half.plus(half)).isEqualTo(Credit.of(1));
        assertThat(half.plus(Credit.parse("1/3"))).isEqualTo(Credit.parse("5/6"));
        assertThat(half.minus(half)).isEqualTo(Credit.ZERO);
        assertThat(half.minus(Credit.ZERO)).isEqualTo(half);
        assertThat(Credit.ZERO.minus(half)).isEqualTo(Credit.parse("-1/2"));
        assertThat(half.minus(Credit.of(2))).isEqualTo(Credit.parse("-3/2"));
    }

    @Test
    void coversAnAmountWithTheFewestUnits() {
        var chance = new SplittableRandom(8);
        for (int i = 0; i < 1_000; i++) {
            var amount = any(chance).max(Credit.ZERO);
            var unit = any(chance).max(Credit.parse("1/9"));

            long units = amount.ceilingOf(unit);

            assertThat(unit.times(units)).isGreaterThanOrEqualTo(amount);
            assertThat(units == 0 || unit.times(units - 1).compareTo(amount) < 0)
                    .isTrue();
        }
    }

    @Test
    void roundsHalvesAwayFromZeroForPeople() {
        assertThat(Credit.parse("1/200000").rounded()).hasToString("0.00001");
        assertThat(Credit.parse("-1/200000").rounded()).hasToString("-0.00001");
    }

    @Test
    void refusesAFractionOverZero() {
        assertThatThrownBy(() -> Credit.parse("1/0")).hasMessageContaining("over zero");
        assertThatThrownBy(() -> Price.of(1, 0)).hasMessageContaining("over zero");
        assertThatThrownBy(() -> Price.of(-1, 1)).hasMessageContaining("never negative");
    }

    private static Credit any(SplittableRandom chance) {
        return new Credit(
                BigInteger.valueOf(chance.nextLong(-1_000, 1_000)), BigInteger.valueOf(chance.nextLong(1, 50)));
    }
}
