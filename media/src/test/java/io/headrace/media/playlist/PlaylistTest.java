package io.headrace.media.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.FrameRate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaylistTest {

    @Test
    void aCompleteRenditionEnds() {
        var playlist = MediaPlaylist.complete(List.of(
                new MediaPlaylist.Entry("0.ts", Duration.ofMillis(2002)),
                new MediaPlaylist.Entry("1.ts", Duration.ofMillis(2502))));

        assertThat(playlist.text()).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:3
                        #EXT-X-TARGETDURATION:3
                        #EXT-X-MEDIA-SEQUENCE:0
                        #EXT-X-PLAYLIST-TYPE:VOD
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXTINF:2.002000,
                        0.ts
                        #EXTINF:2.502000,
                        1.ts
                        #EXT-X-ENDLIST
                        """);
    }

    @Test
    void aLivePlaylistSlidesAndStaysOpen() {
        var entry = new MediaPlaylist.Entry("7.ts", Duration.ofSeconds(2), true);

        var text = new MediaPlaylist(7, 2, List.of(entry), false).text();

        assertThat(text)
                .contains("#EXT-X-MEDIA-SEQUENCE:7\n", "#EXT-X-DISCONTINUITY\n#EXTINF:2.000000,\n7.ts\n")
                .doesNotContain("ENDLIST", "VOD");
    }

    @Test
    void aMasterPlaylistNamesWhatAPlayerMustKnow() {
        var variant = new MasterPlaylist.Variant(
                "720p/index.m3u8",
                3_300_000,
                1280,
                720,
                new FrameRate(30_000, 1001),
                List.of("avc1.64001f", MasterPlaylist.Variant.SOUND));
        var bare = new MasterPlaylist.Variant("p/index.m3u8", 1, 2, 2, FrameRate.PASSTHROUGH, List.of(""));

        assertThat(new MasterPlaylist(List.of(variant, bare)).text()).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:3
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-STREAM-INF:BANDWIDTH=3300000,RESOLUTION=1280x720,FRAME-RATE=29.970,CODECS="avc1.64001f,mp4a.40.2"
                        720p/index.m3u8
                        #EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=2x2
                        p/index.m3u8
                        """);
    }

    @Test
    void refusesLinesThatWouldBreakTheText() {
        assertThatThrownBy(() -> new MediaPlaylist.Entry("0.ts\n#EXT-X-ENDLIST", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MasterPlaylist.Variant("a", 1, 1, 1, FrameRate.PASSTHROUGH, List.of("x\"y")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
