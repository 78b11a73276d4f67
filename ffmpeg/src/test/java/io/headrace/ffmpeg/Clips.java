package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.bytedeco.ffmpeg.avutil.AVDictionary;

/** Clips for tests, made by the library itself, small so that they cost little. */
final class Clips {

    private final Path directory;

    Clips(Path directory) {
        this.directory = directory;
    }

    static ClipShape shape(int width, int height, int perSecond, double seconds) {
        return ClipShape.of(width, height, perSecond, Duration.ofMillis(Math.round(seconds * 1000)));
    }

    static ClipShape silent(ClipShape like) {
        return new ClipShape(
                like.width(), like.height(), like.frameRate(), like.duration(), false, like.bFrames(), like.gop());
    }

    static ClipShape gop(ClipShape like, int gop) {
        return new ClipShape(
                like.width(), like.height(), like.frameRate(), like.duration(), like.audio(), like.bFrames(), gop);
    }

    Path make(String name, ClipShape shape) throws LibavException, RefusedException {
        var file = directory.resolve(name);
        ClipMaker.make(file, shape);
        return file;
    }

    Path make(String name, ClipShape shape, VideoCodec codec) throws LibavException, RefusedException {
        return make(name, shape, codec, new FrameClock(shape.frameRate())::ticks);
    }

    Path make(String name, ClipShape shape, VideoCodec codec, LongUnaryOperator times)
            throws LibavException, RefusedException {
        var file = directory.resolve(name);
        ClipMaker.make(file, shape, codec, times);
        return file;
    }

    /** A clip as one MPEG-TS segment. */
    MediaBytes segment(ClipShape shape) throws LibavException, RefusedException, IOException {
        return load(split(make("one.mp4", gop(shape, 100_000)), 60).getFirst());
    }

    static MediaBytes load(SegmentFile segment) throws IOException {
        return segment.load().bytes();
    }

    List<SegmentFile> split(Path file, int targetSeconds) throws LibavException, RefusedException, IOException {
        var segments = new ArrayList<SegmentFile>();
        var out = Files.createTempDirectory(directory, "segments");
        Splitter.split(
                new MediaRequest.Split(file, out, Duration.ofSeconds(targetSeconds)),
                MediaLimits.DEFAULT,
                segments::add);
        return segments;
    }

    Path soundOnly(String name) throws LibavException {
        var file = directory.resolve(name);
        try (var output = Output.file(file);
                var tone = Tone.begin(output)) {
            output.begin();
            tone.until(90_000);
            tone.finish();
            output.finish();
        }
        return file;
    }

    /** The same clip with 16-bit samples beside the picture, as cameras write them. */
    Path withUncompressedSound(String name, ClipShape shape) throws LibavException, RefusedException {
        var picture = make("picture.mp4", silent(shape));
        var file = directory.resolve(name);
        var packet = av_packet_alloc();
        var sound = avcodec_parameters_alloc();
        sound.codec_type(AVMEDIA_TYPE_AUDIO).codec_id(AV_CODEC_ID_PCM_S16LE).sample_rate(48_000);
        sound.format(AV_SAMPLE_FMT_S16).bits_per_coded_sample(16).block_align(4);
        av_channel_layout_default(sound.ch_layout(), 2);
        try (var input = Input.open(picture, MediaLimits.DEFAULT);
                var output = Output.file(file)) {
            output.add(input.video().codecpar());
            output.add(sound);
            output.begin();
            for (long tenth = 0; tenth < shape.duration().toMillis() / 100; tenth++) {
                Libav.check(av_new_packet(packet, 4_800 * 4), "samples");
                packet.data().put(new byte[4_800 * 4], 0, 4_800 * 4);
                packet.pts(tenth * 9_000).dts(tenth * 9_000).duration(9_000);
                output.write(packet, 1, Libav.TICKS);
            }
            while (input.read(packet)) {
                output.write(packet, 0, input.video().time_base());
            }
            output.finish();
        } finally {
            av_packet_free(packet);
            avcodec_parameters_free(sound);
        }
        return file;
    }

    /** A picture in MPEG-4 part 2, which nobody takes. */
    Path mpeg4(String name) throws LibavException {
        var file = directory.resolve(name);
        var codec = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
        var encoder = avcodec_alloc_context3(codec);
        encoder.width(320).height(180).pix_fmt(AV_PIX_FMT_YUV420P).time_base(av_make_q(1, 25));
        var packet = av_packet_alloc();
        var picture = avcodec_parameters_alloc();
        try (var output = Output.file(file);
                var pattern = new Pattern(320, 180)) {
            Libav.check(avcodec_open2(encoder, codec, (AVDictionary) null), "MPEG-4");
            avcodec_parameters_from_context(picture, encoder);
            output.add(picture);
            output.begin();
            var frame = pattern.draw(0);
            frame.pts(0);
            avcodec_send_frame(encoder, frame);
            av_frame_free(frame);
            avcodec_send_frame(encoder, null);
            while (avcodec_receive_packet(encoder, packet) >= 0) {
                output.write(packet, 0, encoder.time_base());
            }
            output.finish();
        } finally {
            av_packet_free(packet);
            avcodec_parameters_free(picture);
            avcodec_free_context(encoder);
        }
        return file;
    }

    Path write(String name, MediaReply.Output output) throws IOException {
        var file = directory.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            output.segment().bytes().writeTo(out);
        }
        return file;
    }

    static Measurement measure(MediaBytes segment) throws LibavException, RefusedException {
        return Measurer.measure(new MediaRequest.Measure(segment, MediaRequest.Depth.FRAMES), MediaLimits.DEFAULT);
    }

    static Measurement measure(MediaReply.Output output) throws LibavException, RefusedException {
        return measure(output.segment().bytes());
    }

    static final FrameRate NTSC = new FrameRate(30_000, 1001);
}
