package io.headrace.ffmpeg.stream;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;

import io.headrace.engine.stream.StreamExit;
import io.headrace.ffmpeg.Libav;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.AacConfig;
import io.headrace.media.codec.AdtsHeader;
import io.headrace.media.codec.ParameterSets;
import io.headrace.media.codec.SequenceFormat;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.BytePointer;

/** The streams of a container, described by the first unit of each. */
final class MuxedStreams {

    static final int PICTURES = 0;
    static final int SOUND = 1;

    private static final int SAMPLES = 1024;

    private MuxedStreams() {}

    /** @param sets of the first keyframe */
    static void add(AVFormatContext context, Picture keyframe, ParameterSets sets) throws StreamFailed {
        if (!(sets.format() instanceof SequenceFormat.Parsed(var _, int width, int height, var _))) {
            throw new StreamFailed(StreamExit.REFUSED, "The pictures' parameter sets cannot be read: " + sets.format());
        }
        var parameters = added(context).codecpar();
        parameters.codec_type(AVMEDIA_TYPE_VIDEO);
        parameters.codec_id(keyframe.codec() == VideoCodec.HEVC ? AV_CODEC_ID_HEVC : AV_CODEC_ID_H264);
        parameters.width(width);
        parameters.height(height);
        describe(parameters, annexB(sets));
    }

    /** @param first a frame of AAC with its header */
    static void add(AVFormatContext context, Sound first) throws StreamFailed {
        var header = AdtsHeader.parse(first.bytes().asByteBuffer())
                .filter(each -> each.channels() > 0)
                .orElseThrow(() -> new StreamFailed(StreamExit.REFUSED, "The sound's headers cannot be read"));
        var parameters = added(context).codecpar();
        parameters.codec_type(AVMEDIA_TYPE_AUDIO);
        parameters.codec_id(AV_CODEC_ID_AAC);
        parameters.sample_rate(header.sampleRate());
        parameters.frame_size(SAMPLES);
        av_channel_layout_default(parameters.ch_layout(), header.channels());
        describe(parameters, AacConfig.of(header).bytes());
    }

    private static AVStream added(AVFormatContext context) {
        var stream = avformat_new_stream(context, null);
        stream.time_base(Libav.TICKS);
        return stream;
    }

    private static void describe(AVCodecParameters parameters, byte[] description) {
        var memory = new BytePointer(av_mallocz(description.length + (long) AV_INPUT_BUFFER_PADDING_SIZE));
        memory.put(description, 0, description.length);
        parameters.extradata(memory);
        parameters.extradata_size(description.length);
    }

    /** The sets with a start code in front of each. */
    static byte[] annexB(ParameterSets sets) {
        int length = sets.units().stream()
                .mapToInt(unit -> Integer.BYTES + unit.remaining())
                .sum();
        var bytes = ByteBuffer.allocate(length);
        sets.units().forEach(unit -> bytes.putInt(1).put(unit));
        return bytes.array();
    }
}
