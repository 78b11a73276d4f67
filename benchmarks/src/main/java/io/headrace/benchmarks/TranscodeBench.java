package io.headrace.benchmarks;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.ChildException;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * What a child costs above the floor: the CPU of one segment's decoding and of encoding each rendition from raw pictures,
 * measured in the same run, segment by segment in turn, so that a busy machine weighs on both alike.
 *
 * <p>The floor is run in the same program by its second main class, {@code io.headrace.ffmpeg.FloorChild}, whose CPU is
 * read the same way.
 */
public final class TranscodeBench {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 12;
    private static final double GOAL = 1.05;
    private static final Ladder LADDER = new Ladder(List.of(
            Profile.h264(1280, 720, 3_000_000),
            Profile.h264(854, 480, 1_600_000),
            Profile.h264(640, 360, 800_000),
            Profile.h264(426, 240, 400_000)));

    private TranscodeBench() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ChildException {
        var directory = Files.createTempDirectory("transcode-bench");
        var command = FfmpegChild.command(
                        System.getProperty("java.class.path"),
                        Path.of(System.getProperty("java.io.tmpdir"), "headrace-natives"),
                        0)
                .arguments();
        try (var children = open(command);
                var floors = open(floor(command))) {
            var segments = segments(children, directory);
            measure(children, floors, segments, directory);
        } finally {
            Folders.delete(directory);
        }
    }

    private static MediaChildren open(List<String> command) {
        return MediaChildren.open(
                new ChildCommand(command, Map.of(), 0),
                PoolShape.of(1).withoutSpare(),
                MediaLimits.DEFAULT,
                NanoTicker.system());
    }

    private static List<String> floor(List<String> command) {
        var floor = new ArrayList<>(command);
        floor.set(floor.size() - 1, "io.headrace.ffmpeg.FloorChild");
        return floor;
    }

    private static List<MediaBytes> segments(MediaChildren children, Path directory)
            throws IOException, InterruptedException, ChildException {
        var clip = directory.resolve("clip.mp4");
        var shape = ClipShape.of(1920, 1080, 30, Duration.ofSeconds(8));
        done(children.ask(new MediaRequest.MakeClip(clip, shape), PATIENCE));
        var files = new ArrayList<SegmentFile>();
        done(children.ask(
                new MediaRequest.Split(clip, directory, MediaRequest.Split.USUAL_TARGET), PATIENCE, files::add));
        var segments = new ArrayList<MediaBytes>();
        for (var file : files) {
            segments.add(file.load().bytes());
        }
        return segments;
    }

    private static void measure(MediaChildren children, MediaChildren floors, List<MediaBytes> segments, Path directory)
            throws IOException, InterruptedException, ChildException {
        long[] spent = new long[ROUNDS];
        long[] floor = new long[ROUNDS];
        long[] wall = new long[ROUNDS];
        long[] peer = new long[ROUNDS];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            var segment = segments.get(Math.floorMod(round, segments.size()));
            long begun = System.nanoTime();
            long cpu = cpuNanos(children, segment);
            long elapsed = System.nanoTime() - begun;
            long least = cpuNanos(floors, segment);
            long theirs = FfmpegProcess.cpuNanos(segment, LADDER, directory).orElse(0);
            if (round >= 0) {
                spent[round] = cpu;
                floor[round] = least;
                peer[round] = theirs;
                wall[round] = elapsed;
            }
        }
        report(spent, floor, wall, peer);
    }

    private static long cpuNanos(MediaChildren children, MediaBytes segment)
            throws InterruptedException, ChildException {
        var request = new MediaRequest.Transcode("bench", segment, LADDER, Preset.SUPERFAST);
        long before = ProcessorTime.nanos(children.pids());
        done(children.ask(request, PATIENCE));
        return ProcessorTime.nanos(children.pids()) - before;
    }

    private static void report(long[] spent, long[] floor, long[] wall, long[] peer) {
        double ratio =
                (double) LongStream.of(spent).sum() / LongStream.of(floor).sum();
        System.out.printf(
                Locale.ROOT,
                "1080p30, 2 s, to 720p 480p 360p 240p, superfast, %d segments%n"
                        + "  child: %.0f ms CPU per segment, %.0f ms wall (median)%n"
                        + "  floor: %.0f ms CPU per segment (decode, and x264 from raw pictures)%n"
                        + "  one ffmpeg process from the path: %.0f ms CPU per segment (0: there is none)%n"
                        + "  ratio: %.3f, goal %.2f%n",
                ROUNDS,
                millis(LongStream.of(spent).sum()) / ROUNDS,
                millis(LongStream.of(wall).sorted().skip(ROUNDS / 2).findFirst().orElseThrow()),
                millis(LongStream.of(floor).sum()) / ROUNDS,
                millis(LongStream.of(peer).sum()) / ROUNDS,
                ratio,
                GOAL);
        var against = new LinkedHashMap<String, Double>();
        against.put("floorMs", millis(LongStream.of(floor).sum()) / ROUNDS);
        against.put("childMs", millis(LongStream.of(spent).sum()) / ROUNDS);
        against.put("ffmpegMs", millis(LongStream.of(peer).sum()) / ROUNDS);
        new Figure("transcode-cpu", ratio, "x floor", OptionalDouble.of(GOAL), against).print("transcode");
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static <R extends MediaReply.Final> R done(MediaAnswer<R> answer) {
        return switch (answer) {
            case MediaAnswer.Done<R>(var reply, var _) -> reply;
            case MediaAnswer.Refused<R>(var refusal, var _) -> throw new IllegalStateException(refusal.sentence());
        };
    }
}
