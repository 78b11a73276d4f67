package io.headrace.orchestrator.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitConfigTest {

    @Test
    void takesTheNetworksLargestSegmentAndFetchesNothing() {
        assertThat(UnitConfig.DEFAULT.maxSourceBytes()).isEqualTo(300_000_000);
        assertThat(UnitConfig.DEFAULT.fetch().reach()).isEqualTo(SourceFetchConfig.Reach.NOWHERE);
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> UnitConfig.DEFAULT.withSources(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitConfig.DEFAULT.withSources(300_000_001, 1L << 40));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitConfig.DEFAULT.withSources(100, 99));
        assertThatIllegalArgumentException().isThrownBy(() -> new OutputLimit(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceFetchConfig(SourceFetchConfig.Reach.PUBLIC, Duration.ofSeconds(9)));
    }

    @Test
    void allowsAnOrdinaryLadderAndNoAbsurdOne() {
        var ordinary =
                new Ladder(List.of(Profile.h264(1920, 1080, 0), Profile.h264(1280, 720, 0), Profile.h264(640, 360, 0)));
        var absurd = new Ladder(List.of(
                Profile.h264(20_000, 20_000, 0).named("a"),
                Profile.h264(20_000, 20_000, 0).named("b"),
                Profile.h264(20_000, 20_000, 0).named("c"),
                Profile.h264(20_000, 20_000, 0).named("d")));

        assertThat(OutputLimit.DEFAULT.allows(ordinary)).isTrue();
        assertThat(OutputLimit.DEFAULT.allows(absurd)).isFalse();
    }

    @Test
    void holdsNoMoreSourcesThanItMay() {
        var memory = new SourceMemory(10);
        try (var first = memory.lease();
                var second = memory.lease()) {
            assertThat(first.grow(6)).isTrue();
            assertThat(second.grow(5)).isFalse();
            assertThat(second.grow(4)).isTrue();
            assertThat(memory.held()).isEqualTo(10);
        }
        assertThat(memory.held()).isZero();
    }
}
