package io.headrace.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.peer.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headless Chromium publishes a canvas by WHIP and plays it by WHEP. */
class TalksToBrowserTest {

    @Test
    void aBrowserSeesWhatABrowserPublishes(@TempDir Path folder) throws Exception {
        try (var server = RelayServer.start()) {
            var seen = Chromium.publishAndPlay(server.whip("browser-1"), server.whep("browser-1"), folder);

            System.out.println("WebRTC in Chromium: " + seen.json());
            assertThat(seen.number("framesDecoded")).isGreaterThan(60);
            assertThat(seen.number("pictures")).isGreaterThan(60);
            assertThat(seen.number("p50")).isBetween(0, 1_000);
            assertThat(seen.number("soundPackets")).isGreaterThan(100);
            assertThat(seen.json()).contains("\"codec\":\"video/H264\"", "\"deleted\":[200,200]");
        }
    }
}
