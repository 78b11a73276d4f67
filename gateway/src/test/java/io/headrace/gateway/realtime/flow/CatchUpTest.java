package io.headrace.gateway.realtime.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final int FRAME = 3_000;

    private final CatchUp catchUp = new CatchUp(0);

    @Test
    void takesOneThatKeepsLevelForSomePictures() {
        for (int picture = 1; picture < 6; picture++) {
            assertThat(shows(picture, picture + 1, 0)).isFalse();
        }
        assertThat(shows(6, 7, 0)).isTrue();
    }

    @Test
    void beginsAnewWithOneThatFallsBehind() {
        for (int picture = 1; picture < 6; picture++) {
            shows(picture, picture, 0);
        }
        assertThat(shows(10, 13, 0)).isFalse();
        assertThat(shows(14, 14, 0)).isFalse();
    }

    @Test
    void isContentWithNearAfterAWhile() {
        assertThat(shows(10, 13, 799)).isFalse();
        assertThat(shows(10, 14, 800)).isFalse();
        assertThat(shows(10, 13, 800)).isTrue();
    }

    @Test
    void takesOneThatDoesNotGetThereAsItIs() {
        assertThat(shows(10, 20, 1_999)).isFalse();
        assertThat(shows(11, 21, 2_000)).isTrue();
    }

    private boolean shows(long picture, long shown, long millis) {
        return catchUp.shows(
                picture * FRAME, shown * FRAME, Duration.ofMillis(millis).toNanos());
    }
}
