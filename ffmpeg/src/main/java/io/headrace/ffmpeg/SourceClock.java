package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.MediaTime;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Moves a source's times so that they begin two seconds after zero, since MPEG-TS knows no negative time and reordered
 * pictures are decoded before they are shown; the same shift for sound and picture. Decoding times are made to rise where
 * a broken source's do not.
 */
final class SourceClock {

    private static final long LEAD = 2L * MediaTime.TICKS_PER_SECOND;
    private static final AVRational MICROS = av_make_q(1, AV_TIME_BASE);

    private final AVRational timeBase;
    private final long shift;
    private final long step;
    private long lastDts = Long.MIN_VALUE;

    SourceClock(Input input, AVStream video) {
        this.timeBase = video.time_base();
        long start = input.context().start_time();
        long first = start == AV_NOPTS_VALUE ? 0 : Libav.ticks(start, MICROS);
        this.shift = LEAD - first;
        var rate = video.avg_frame_rate();
        this.step = rate.num() > 0 ? Math.max(1, 90_000L * rate.den() / rate.num()) : 3_000;
    }

    long shift() {
        return shift;
    }

    /** The usual distance of two frames, in ticks. */
    long step() {
        return step;
    }

    /** Writes shifted ticks into the packet; false for one that has no place in time. */
    boolean place(AVPacket packet) {
        long duration = packet.duration();
        if (packet.pts() == AV_NOPTS_VALUE && packet.dts() == AV_NOPTS_VALUE) {
            return false;
        }
        boolean decodingTimeKnown = packet.dts() != AV_NOPTS_VALUE;
        av_packet_rescale_ts(packet, timeBase, Libav.TICKS);
        long pts = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
        long dts = decodingTimeKnown
                ? packet.dts() + shift
                : lastDts == Long.MIN_VALUE ? pts + shift - LEAD / 4 : lastDts + 1;
        dts = Math.max(Math.max(0, dts), lastDts == Long.MIN_VALUE ? 0 : lastDts + 1);
        lastDts = dts;
        packet.dts(dts);
        packet.pts(Math.max(pts + shift, dts));
        packet.duration(duration > 0 ? packet.duration() : 0);
        return true;
    }
}
