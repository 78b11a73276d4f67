package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Gives every decoded picture a time in ticks that is later than the one before. Where the input has no time, a picture
 * follows at the distance of the last two; where it goes back, by a tick.
 */
final class Timeline {

    private final AVRational timeBase;
    private long step;
    private long first;
    private long last;
    private boolean begun;

    Timeline(AVStream stream) {
        this.timeBase = stream.time_base();
        this.step = Libav.step(stream.avg_frame_rate());
    }

    /** Writes time and duration, in ticks, into the picture. */
    void place(AVFrame frame) {
        long given = frame.best_effort_timestamp();
        long ticks = given == AV_NOPTS_VALUE ? last + (begun ? step : 0) : Libav.ticks(given, timeBase);
        if (begun) {
            ticks = Math.max(ticks, last + 1);
            step = ticks - last;
        } else {
            first = ticks;
            begun = true;
        }
        last = ticks;
        frame.pts(ticks);
        frame.duration(frame.duration() > 0 ? Libav.ticks(frame.duration(), timeBase) : step);
    }

    /** From the first picture to the last, in ticks. */
    long span() {
        return last - first;
    }
}
