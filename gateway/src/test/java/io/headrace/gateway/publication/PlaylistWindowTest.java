package io.headrace.gateway.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlaylistWindowTest {

    private static final Duration PLAYING = Duration.ofSeconds(2);

    private final PlaylistWindow window = new PlaylistWindow();
    private Instant now = Instant.EPOCH;

    private void add(int units, Duration apart) {
        for (int i = 0; i < units; i++) {
            now = now.plus(apart);
            window.add(now, PLAYING);
        }
    }

    @Test
    void showsSixOfAStreamThatKeepsItsPace() {
        add(4, PLAYING);
        assertThat(window.size()).isEqualTo(4);

        add(20, PLAYING);

        assertThat(window.size()).isEqualTo(6);
    }

    @Test
    void showsAllOfABurstUntilEverybodyHasLooked() {
        add(10, PLAYING);

        add(15, Duration.ofMillis(10));
        assertThat(window.size()).isGreaterThanOrEqualTo(15);

        add(7, PLAYING);
        assertThat(window.size()).isEqualTo(6);
    }

    @Test
    void neverGrowsBeyondItsLimit() {
        add(500, Duration.ZERO);

        assertThat(window.size()).isEqualTo(PlaylistWindow.LONGEST);
    }
}
