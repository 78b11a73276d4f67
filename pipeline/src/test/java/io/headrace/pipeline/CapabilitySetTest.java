package io.headrace.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CapabilitySetTest {
    @Test
    void hasTheWordsOfTheNetwork() {
        assertThat(CapabilitySet.ofIds(-10, -1, 0, 1, 2, 3, 4, 5).words()).containsExactly(63);
        assertThat(CapabilitySet.ofIds(193, 192).words()).containsExactly(0, 0, 0, 3);
        assertThat(CapabilitySet.ofIds(193, 54, 192, 79).words()).containsExactly(18014398509481984L, 32768, 0, 3);
        assertThat(CapabilitySet.ofIds(128, 2, 3).words()).containsExactly(12, 0, 1);
        assertThat(CapabilitySet.DEFAULT.words()).containsExactly(67133439);
        assertThat(CapabilitySet.LEGACY.words()).containsExactly(4095);
        assertThat(CapabilitySet.of(Capability.AUTH_TOKEN).words()).containsExactly(4096);
        assertThat(CapabilitySet.of(Capability.BYOC).words()).containsExactly(0x2000000000L);
        assertThat(CapabilitySet.DEFAULT.with(Capability.LIVE_VIDEO_TO_VIDEO).words())
                .containsExactly(34426871807L);
    }

    @Test
    void fitsOnlyIntoAsManyWords() {
        var one = CapabilitySet.ofWords(1);

        assertThat(one.fitsIn(CapabilitySet.ofWords(3))).isTrue();
        assertThat(one.fitsIn(CapabilitySet.ofWords(2))).isFalse();
        assertThat(one.fitsIn(CapabilitySet.ofWords(1, 0))).isTrue();
        assertThat(CapabilitySet.ofWords(1, 0).fitsIn(one)).isFalse();
        assertThat(CapabilitySet.EMPTY.fitsIn(CapabilitySet.EMPTY)).isTrue();
    }

    @Test
    void obeysTheLawsOfSets() {
        var random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            var a = CapabilitySet.ofWords(random.nextLong(), random.nextLong());
            var b = CapabilitySet.ofWords(random.nextLong(), random.nextLong());

            assertThat(a.fitsIn(a.plus(b))).isTrue();
            assertThat(a.without(b).plus(b)).isEqualTo(a.plus(b));
            assertThat(a.without(b).ids().noneMatch(b::contains)).isTrue();
            assertThat(a.ids().allMatch(a::contains)).isTrue();
        }
    }

    @Test
    void keepsItsWordsToItself() {
        long[] words = {1};
        var set = CapabilitySet.ofWords(words);

        words[0] = 2;
        set.words()[0] = 4;

        assertThat(set.contains(Capability.H264)).isTrue();
    }

    @Test
    void isReadableEvenWhereItIsUnknown() {
        assertThat(CapabilitySet.ofIds(0, 37, 13, 99)).hasToString("[H.264, 13, byoc, 99]");
    }

    @Test
    void isNamedAsPipelinesAre() {
        assertThat(Capability.ofPipelineName("text-to-image")).contains(Capability.TEXT_TO_IMAGE);
        assertThat(Capability.ofPipelineName("llm")).contains(Capability.LLM);
        assertThat(Capability.ofPipelineName("live-video-to-video")).contains(Capability.LIVE_VIDEO_TO_VIDEO);
        assertThat(Capability.ofPipelineName("nothing")).isEmpty();
        assertThat(Capability.ofId(13)).isEmpty();
        assertThat(Capability.ofId(37)).contains(Capability.BYOC);
    }
}
