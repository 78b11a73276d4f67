package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Audio that stays as it is. */
record AudioCopy(AVStream stream) implements AudioFeed {

    @Override
    public AVCodecParameters parameters() {
        return stream.codecpar();
    }

    @Override
    public void take(AVPacket packet, Listener listener) throws LibavException {
        var copy = av_packet_clone(packet);
        av_packet_rescale_ts(copy, stream.time_base(), Libav.TICKS);
        listener.hear(copy);
    }

    @Override
    public void finish(Listener listener) {}

    @Override
    public void close() {}
}
