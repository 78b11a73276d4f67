package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

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

    /** A file that says it is VP9; nobody should come as far as its packets. */
    Path vp9(String name) throws LibavException {
        var file = directory.resolve(name);
        var packet = av_packet_alloc();
        var picture = avcodec_parameters_alloc();
        picture.codec_type(AVMEDIA_TYPE_VIDEO)
                .codec_id(AV_CODEC_ID_VP9)
                .width(320)
                .height(180);
        try (var output = Output.file(file)) {
            output.add(picture);
            output.begin();
            Libav.check(av_new_packet(packet, 100), "a packet");
            packet.data().put(new byte[100], 0, 100);
            packet.pts(0).dts(0).flags(AV_PKT_FLAG_KEY);
            output.write(packet, 0, Libav.TICKS);
            output.finish();
        } finally {
            av_packet_free(packet);
            avcodec_parameters_free(picture);
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
