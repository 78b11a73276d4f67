package io.headrace.webrtc.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.webrtc.fixture.BrowserPlayer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Headless Chromium that publishes a canvas by WHIP and plays it by WHEP.
 *
 * @see BrowserPlayer for when a test that asks for it is skipped
 */
public final class Chromium {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Chromium() {}

    /** What the browser saw, as JSON, also of itself. */
    public record Seen(String json) {

        /** The first whole number of that name. */
        public int number(String name) {
            var found = Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
            assertThat(found.find()).as("%s in %s", name, json).isTrue();
            return Integer.parseInt(found.group(1));
        }
    }

    /** @param folder for what the browser prints */
    public static Seen publishAndPlay(URI whip, URI whep, Path folder) throws Exception {
        var command = List.of("node", "webrtc.mjs", whip.toString(), whep.toString());
        return new Seen(BrowserPlayer.find(folder).run(command, PATIENCE));
    }
}
