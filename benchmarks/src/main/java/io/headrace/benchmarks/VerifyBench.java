package io.headrace.benchmarks;

import io.headrace.engine.ChildException;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import io.headrace.media.verify.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * What a gateway spends on comparing a result's content with its source, beside what the worker spent on making the
 * result. One rendition of a sampled segment is compared, each in turn here; usually one segment in {@link
 * Sampling#USUAL_BLOCK} is sampled.
 */
final class VerifyBench {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 12;

    /** Any part of a stretch will do; the same ones each time keep runs comparable. */
    private static final double PHASE = 0.5;

    private static final Ladder LADDER = new Ladder(List.of(
            Profile.h264(1280, 720, 3_000_000),
            Profile.h264(854, 480, 1_600_000),
            Profile.h264(640, 360, 800_000),
            Profile.h264(426, 240, 400_000)));

    private final MediaChildren children;

    private VerifyBench(MediaChildren children) {
        this.children = children;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ChildException {
        var folder = Files.createTempDirectory("verify-bench");
        var natives = Path.of(System.getProperty("java.io.tmpdir"), "headrace-natives");
        var command = FfmpegChild.command(System.getProperty("java.class.path"), natives, 0);
        try (var children =
                MediaChildren.open(command, PoolShape.of(1).withoutSpare(), MediaLimits.DEFAULT, NanoTicker.system())) {
            var bench = new VerifyBench(children);
            bench.measure(bench.segments(folder));
        } finally {
            Folders.delete(folder);
        }
    }

    private List<MediaBytes> segments(Path folder) throws IOException, InterruptedException, ChildException {
        var clip = folder.resolve("clip.mp4");
        done(children.ask(
                new MediaRequest.MakeClip(clip, ClipShape.of(1920, 1080, 30, Duration.ofSeconds(8))), PATIENCE));
        var files = new ArrayList<SegmentFile>();
        done(children.ask(new MediaRequest.Split(clip, folder, MediaRequest.Split.USUAL_TARGET), PATIENCE, files::add));
        var segments = new ArrayList<MediaBytes>();
        for (var file : files) {
            segments.add(file.load().bytes());
        }
        return segments;
    }

    private void measure(List<MediaBytes> segments) throws InterruptedException, ChildException {
        var made = new long[ROUNDS];
        var compared = new long[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            var segment = segments.get(Math.floorMod(round, segments.size()));
            long begun = spent();
            var result = done(
                    children.ask(new MediaRequest.Transcode("bench", segment, LADDER, Preset.SUPERFAST), PATIENCE));
            long between = spent();
            var one = result.outputs()
                    .get(Math.floorMod(round, LADDER.profiles().size()))
                    .segment();
            compare(segment, one);
            long end = spent();
            if (round >= 0) {
                made[round] = between - begun;
                compared[round] = end - between;
            }
        }
        report(millis(made), millis(compared));
    }

    private void compare(MediaBytes segment, RenditionSegment one) throws InterruptedException, ChildException {
        var comparison = done(children.ask(
                new MediaRequest.Compare(segment, one.bytes(), one.profile(), Preset.ULTRAFAST, PHASE), PATIENCE));
        if (comparison.frames().isEmpty()) {
            throw new IllegalStateException("A good result could not be compared: " + comparison);
        }
    }

    private long spent() {
        return ProcessorTime.nanos(children.pids());
    }

    private static double millis(long... nanos) {
        return LongStream.of(nanos).average().orElseThrow() / 1e6;
    }

    private static void report(double made, double compared) {
        double always = compared / made;
        double sampled = always / Sampling.USUAL_BLOCK;
        System.out.printf(
                Locale.ROOT,
                "1080p30, 2 s, to 720p 480p 360p 240p, superfast, %d segments; one rendition compared%n"
                        + "  transcode: %.0f ms CPU per segment%n"
                        + "  comparison: %.0f ms CPU per compared segment%n"
                        + "  ratio: %.3f where compared, %.3f over all, as one segment in %d is%n",
                ROUNDS,
                made,
                compared,
                always,
                sampled,
                Sampling.USUAL_BLOCK);
        var against = new LinkedHashMap<String, Double>();
        against.put("transcodeMs", made);
        against.put("comparisonMs", compared);
        against.put("ratioWhereCompared", always);
        new Figure(
                        "verify",
                        sampled,
                        "x transcode, one segment in " + Sampling.USUAL_BLOCK,
                        OptionalDouble.empty(),
                        against)
                .print("verify");
    }

    private static <R extends MediaReply.Final> R done(MediaAnswer<R> answer) {
        return switch (answer) {
            case MediaAnswer.Done<R>(var reply, var _) -> reply;
            case MediaAnswer.Refused<R>(var refusal, var _) -> throw new IllegalStateException(refusal.sentence());
        };
    }
}
