package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_get_media_type_string;

import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.javacpp.IntPointer;

/** Tells what a file says of itself; decodes no more than is needed for that. */
final class Prober {

    private static final long NANOS_PER_UNIT = 1_000_000_000L / AV_TIME_BASE;

    private Prober() {}

    static MediaDescription probe(Path file, MediaLimits limits) throws RefusedException {
        try (var input = Input.open(file, limits)) {
            var context = input.context();
            var streams = new ArrayList<MediaStream>();
            for (int i = 0; i < context.nb_streams(); i++) {
                streams.add(stream(context.streams(i)));
            }
            return new MediaDescription(
                    context.iformat().name().getString(),
                    Duration.ofNanos(Math.max(0, context.duration()) * NANOS_PER_UNIT),
                    Math.max(0, context.bit_rate()),
                    streams);
        }
    }

    private static MediaStream stream(AVStream stream) {
        var parameters = stream.codecpar();
        var codec = avcodec_get_name(parameters.codec_id()).getString();
        int type = parameters.codec_type();
        if (type == AVMEDIA_TYPE_VIDEO) {
            return new MediaStream.Video(
                    codec,
                    parameters.width(),
                    parameters.height(),
                    Libav.frameRate(stream.avg_frame_rate()),
                    PixelFormats.name(parameters.format()),
                    rotation(parameters),
                    CodecTag.of(parameters));
        }
        if (type == AVMEDIA_TYPE_AUDIO) {
            return new MediaStream.Audio(
                    codec, parameters.sample_rate(), parameters.ch_layout().nb_channels());
        }
        var kind = av_get_media_type_string(type);
        return new MediaStream.Other(kind == null ? "unknown" : kind.getString(), codec);
    }

    private static int rotation(AVCodecParameters parameters) {
        var matrix = av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.isNull()) {
            return 0;
        }
        double counterclockwise = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(counterclockwise) ? 0 : Math.floorMod(90 * Math.round(-counterclockwise / 90), 360);
    }
}
