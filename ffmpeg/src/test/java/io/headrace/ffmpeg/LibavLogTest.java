package io.headrace.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_DEBUG;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_once;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class LibavLogTest {

    @Test
    void keepsTheFirstErrorThatIsSaid() {
        try (var log = LibavLog.collect()) {
            assertThat(log.firstOr("nothing")).isEqualTo("nothing");

            say("the cause");
            say("the consequence");

            assertThat(log.firstOr("nothing")).isEqualTo("the cause");
        }
    }

    /** With no listener left, libav's next word would end the process. */
    @Test
    void letsLibavSpeakOnAfterwards() {
        var log = LibavLog.collect();
        log.close();

        say("said to nobody");

        assertThat(log.firstOr("nothing")).isEqualTo("nothing");
    }

    private static void say(String text) {
        av_log_once(new Pointer(), AV_LOG_ERROR, AV_LOG_DEBUG, new int[1], text + "\n");
    }
}
