package io.headrace.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.playlist.MediaPlaylist;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaylistSnapshotTest {

    @Test
    void readsWhatAGatewayWrites() {
        var written = new MediaPlaylist(
                7,
                1,
                List.of(
                        new MediaPlaylist.Entry("240p/9.ts", Duration.ofMillis(2000)),
                        new MediaPlaylist.Entry("240p/11.ts", Duration.ofMillis(1500), true)),
                false);

        var read = PlaylistSnapshot.parse(written.text());

        assertThat(read)
                .isEqualTo(new PlaylistSnapshot(
                        7,
                        List.of(
                                new PlaylistSnapshot.Entry("240p/9.ts", 2.0, false),
                                new PlaylistSnapshot.Entry("240p/11.ts", 1.5, true)),
                        false));
    }

    @Test
    void seesTheEnd() {
        var written = MediaPlaylist.complete(List.of(new MediaPlaylist.Entry("0.ts", Duration.ofSeconds(2))));

        assertThat(PlaylistSnapshot.parse(written.text()).ended()).isTrue();
    }

    @Test
    void refusesWhatIsNoPlaylist() {
        assertThatThrownBy(() -> PlaylistSnapshot.parse("<html>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<html>");
        assertThatThrownBy(() -> PlaylistSnapshot.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheVariantsOfAMaster() {
        var master = """
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360
                film/360p.m3u8

                #EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=426x240
                film/240p.m3u8
                """;

        assertThat(PlaylistSnapshot.variants(master)).containsExactly("film/360p.m3u8", "film/240p.m3u8");
    }
}
