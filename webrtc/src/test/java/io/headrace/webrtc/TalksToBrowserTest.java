package io.headrace.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.fixture.BrowserPlayer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headless Chromium publishes a canvas by WHIP and plays it by WHEP. */
class TalksToBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aBrowserSeesWhatABrowserPublishes(@TempDir Path folder) throws Exception {
        var player = BrowserPlayer.find(folder);
        try (var server = RelayServer.start()) {
            var command = List.of(
                    "node",
                    "webrtc.mjs",
                    server.whip("browser-1").toString(),
                    server.whep("browser-1").toString());
            var seen = player.run(command, PATIENCE);

            System.out.println("WebRTC in Chromium: " + seen);
            assertThat(number(seen, "framesDecoded")).isGreaterThan(60);
            assertThat(number(seen, "pictures")).isGreaterThan(60);
            assertThat(number(seen, "p50")).isBetween(0, 1_000);
            assertThat(number(seen, "soundPackets")).isGreaterThan(100);
            assertThat(seen).contains("\"codec\":\"video/H264\"", "\"deleted\":[200,200]");
        }
    }

    private static int number(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
        assertThat(found.find()).as("%s in %s", name, json).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
