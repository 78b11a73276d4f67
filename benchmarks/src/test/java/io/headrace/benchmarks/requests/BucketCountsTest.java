package io.headrace.benchmarks.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BucketCountsTest {

    private static BucketCounts shown(int first, int second, int all) {
        var scraped = """
                # TYPE own_seconds histogram
                own_seconds_bucket{node_id="gateway",node_type="bctr",le="0.001"} %d
                own_seconds_bucket{node_id="gateway",node_type="bctr",le="0.002"} %d
                own_seconds_bucket{node_id="gateway",node_type="bctr",le="+Inf"} %d
                own_seconds_count{node_id="gateway",node_type="bctr"} 7
                """.formatted(first, second, all);
        return BucketCounts.parse(scraped, "own_seconds");
    }

    @Test
    void spreadsWhatIsInABucketEvenly() {
        var counts = shown(50, 100, 100);

        assertThat(counts.millis(0.25)).isCloseTo(0.5, within(1e-9));
        assertThat(counts.millis(0.5)).isCloseTo(1, within(1e-9));
        assertThat(counts.millis(0.75)).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void countsWhatCameSince() {
        var since = shown(10, 30, 30).since(shown(10, 10, 10));

        assertThat(since.count()).isEqualTo(20);
        assertThat(since.millis(0.5)).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void saysTheLastBoundOfWhatLiesBeyond() {
        assertThat(shown(0, 0, 5).millis(0.99)).isEqualTo(2);
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(shown(3, 3, 3).since(shown(3, 3, 3)).millis(0.5)).isNaN();
        assertThatThrownBy(() -> BucketCounts.parse("other 1\n", "own_seconds")).hasMessageContaining("own_seconds");
    }
}
