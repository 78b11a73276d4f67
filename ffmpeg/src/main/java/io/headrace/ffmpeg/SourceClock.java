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
    private final int reordered;
    private long lastDts = Long.MIN_VALUE;

    SourceClock(Input input, AVStream video) {
        this.timeBase = video.time_base();
        long start = input.context().start_time();
        long first = start == AV_NOPTS_VALUE ? 0 : Libav.ticks(start, MICROS);
        this.shift = LEAD - first;
        this.reordered = video.codecpar().video_delay();
        this.step = Libav.step(video.avg_frame_rate());
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
        long pts = shift + (packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts());
        long dts = rising(decodingTimeKnown ? packet.dts() + shift : guessed(pts));
        lastDts = dts;
        packet.dts(dts);
        packet.pts(Math.max(pts, dts));
        packet.duration(duration > 0 ? packet.duration() : 0);
        return true;
    }

    /** Matroska does not tell when a picture is decoded: as many steps ahead as pictures may be reordered. */
    private long guessed(long pts) {
        return lastDts == Long.MIN_VALUE ? pts - reordered * step : lastDts + step;
    }

    private long rising(long dts) {
        return Math.max(dts, lastDts == Long.MIN_VALUE ? 0 : lastDts + 1);
    }
}
