package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkersCapabilitiesTest {
    private static final CapabilitySet H264 = CapabilitySet.of(Capability.H264);
    private static final CapabilitySet BOTH = H264.with(Capability.HEVC_ENCODE);

    @Test
    void addUpAndGoAway() {
        var node = Capabilities.offer(H264, 1, "0.9.1");

        var joined = node.joinedBy(Capabilities.offer(BOTH, 2, "0.9.1"));

        assertThat(joined.supported()).isEqualTo(BOTH);
        assertThat(joined.capacities()).containsEntry(0, 3).containsEntry(16, 2);
        assertThat(joined.leftBy(Capabilities.offer(BOTH, 2, "0.9.1"))).isEqualTo(node);
    }

    @Test
    void countOneEachWhereNoneWereTold() {
        var joined = Capabilities.offer(H264, 1, "").joinedBy(Capabilities.request(BOTH));

        assertThat(joined.capacities()).containsEntry(0, 2).containsEntry(16, 1);
    }

    @Test
    void cannotOverflow() {
        var huge = Capabilities.offer(H264, Integer.MAX_VALUE, "");

        assertThat(huge.joinedBy(huge).capacities()).containsEntry(0, Integer.MAX_VALUE);
    }

    @Test
    void restoreTheNodeWhateverTheOrderInWhichTheyLeave() {
        var random = new Random(5);
        for (int round = 0; round < 500; round++) {
            var node = Capabilities.offer(CapabilitySet.DEFAULT, 1, "1.0.0");
            var a = Capabilities.offer(CapabilitySet.ofWords(random.nextLong()), 1 + random.nextInt(9), "");
            var b = Capabilities.offer(CapabilitySet.ofWords(random.nextLong()), 1 + random.nextInt(9), "");

            assertThat(node.joinedBy(a).joinedBy(b).leftBy(a).leftBy(b)).isEqualTo(node);
        }
    }
}
