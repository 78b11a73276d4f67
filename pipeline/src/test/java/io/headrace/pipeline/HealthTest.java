package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthTest {

    private static final Health.Report FAILED = new Health.Report.Failed("r");

    static Stream<Health> all() {
        return Stream.of(
                new Health.Starting(),
                new Health.Ready(),
                new Health.Failing(1, "r"),
                new Health.Failing(2, "r"),
                new Health.Down("r"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void anAnswerMakesItReadyWhateverItWas(Health before) {
        assertThat(before.after(new Health.Report.Answered())).isEqualTo(new Health.Ready());
        assertThat(before.after(new Health.Report.Loading())).isEqualTo(new Health.Starting());
    }

    @Test
    void failuresInARowTakeItDown() {
        Health health = new Health.Ready();
        var seen =
                Stream.iterate(health, before -> before.after(FAILED)).limit(5).toList();

        assertThat(seen)
                .isEqualTo(List.of(
                        new Health.Ready(),
                        new Health.Failing(1, "r"),
                        new Health.Failing(2, "r"),
                        new Health.Down("r"),
                        new Health.Down("r")));
        assertThat(seen).extracting(Health::isOffered).containsExactly(true, true, true, false, false);
    }

    @Test
    void anAnswerBetweenStartsTheCountAgain() {
        var health =
                new Health.Failing(2, "r").after(new Health.Report.Answered()).after(FAILED);

        assertThat(health).isEqualTo(new Health.Failing(1, "r"));
    }

    @Test
    void whatIsStartingIsNotOffered() {
        assertThat(new Health.Starting().isOffered()).isFalse();
        assertThat(new Health.Starting().after(FAILED)).isEqualTo(new Health.Down("r"));
    }

    @Test
    void countsWithinItsBounds() {
        assertThatThrownBy(() -> new Health.Failing(3, "r")).isInstanceOf(IllegalArgumentException.class);
    }
}
