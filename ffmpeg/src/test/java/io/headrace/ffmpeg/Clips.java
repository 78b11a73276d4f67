package io.headrace.ffmpeg;

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
