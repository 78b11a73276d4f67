package io.headrace.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LadderTextTest {

    @Test
    void readsUsualAndOwnRenditions() {
        var ladder = LadderText.parse("720p, hd=1920x800@4500k:25");

        assertThat(ladder.profiles()).extracting(Profile::name).containsExactly("720p", "hd");
        assertThat(ladder.profiles().getLast())
                .isEqualTo(Profile.h264(1920, 800, 4_500_000).named("hd").at(FrameRate.of(25)));
    }

    @Test
    void printsWhatItReadsAgain() {
        var ladder = LadderText.parse("720p,240p,x=64x64@9000:30000/1001");

        assertThat(LadderText.parse(LadderText.print(ladder))).isEqualTo(ladder);
    }

    @Test
    void saysWhatItExpected() {
        assertThatThrownBy(() -> LadderText.parse("720p,999p"))
                .hasMessageContaining("999p")
                .hasMessageContaining("WIDTHxHEIGHT");
        assertThatThrownBy(() -> LadderText.parse("")).hasMessageContaining("no rendition");
        assertThatThrownBy(() -> LadderText.parse("720p,720p")).hasMessageContaining("720p");
    }
}
