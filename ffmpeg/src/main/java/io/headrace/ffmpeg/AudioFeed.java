package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP3;

import io.headrace.media.SoundCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Audio on its way into segments: as it is, or as AAC where browsers or MPEG-TS could not carry it. */
public interface AudioFeed extends AutoCloseable {

    AVCodecParameters parameters();

    /** Gives what comes of the packet to the listener, with times in ticks. The packet stays the caller's. */
    void take(AVPacket packet, Listener listener) throws LibavException;

    void finish(Listener listener) throws LibavException;

    @Override
    void close();

    static AudioFeed of(AVStream stream) throws LibavException {
        int codec = stream.codecpar().codec_id();
        return codec == AV_CODEC_ID_AAC || codec == AV_CODEC_ID_MP3
                ? new AudioCopy(stream)
                : AudioConverter.open(stream.codecpar(), stream.time_base(), SoundCodec.AAC);
    }

    /** Takes the packet over. */
    interface Listener {
        void hear(AVPacket packet) throws LibavException;
    }
}
