package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaTime;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** What every call of libav needs: its result looked at, and one time base. */
public final class Libav {

    /** The time base of MPEG-TS, and of everything here. */
    public static final AVRational TICKS = av_make_q(1, MediaTime.TICKS_PER_SECOND);

    private static final int MAX_TEXT = 128;
    private static final long USUAL_STEP = MediaTime.TICKS_PER_SECOND / 30;

    static {
        av_log_set_level(AV_LOG_ERROR);
    }

    private Libav() {}

    /**
     * @param what was done
     * @return {@code code}, when it tells no error
     */
    public static int check(int code, String what) throws LibavException {
        if (code < 0) {
            throw new LibavException(what + ": " + text(code));
        }
        return code;
    }

    /** What libav says of an error. */
    public static String text(int code) {
        byte[] text = new byte[MAX_TEXT];
        av_strerror(code, text, MAX_TEXT);
        int end = 0;
        while (end < MAX_TEXT && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    static long ticks(long value, AVRational timeBase) {
        return av_rescale_q(value, timeBase, TICKS);
    }

    /** Passthrough for a rate that is not known. */
    static FrameRate frameRate(AVRational rate) {
        return rate.num() <= 0 || rate.den() <= 0 ? FrameRate.PASSTHROUGH : new FrameRate(rate.num(), rate.den());
    }

    /** From one frame to the next at this rate, in ticks; at 30 frames per second when it is not known. */
    static long step(AVRational rate) {
        return rate.num() <= 0 || rate.den() <= 0
                ? USUAL_STEP
                : Math.max(1, (long) MediaTime.TICKS_PER_SECOND * rate.den() / rate.num());
    }
}
