package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;

import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.request.Comparison;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.verify.ContentJudge;
import io.headrace.media.verify.Verdict;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Measures verification: {@code java … VerificationFigures [segments of each scene]}. Every scene, at three shapes, by every
 * preset from ultrafast to medium and down a ladder: how near honest renditions come to the thresholds, which cheats
 * are seen, and what it costs.
 */
final class VerificationFigures {

    private static final List<Shape> SHAPES =
            List.of(new Shape(426, 240, 30, 45), new Shape(320, 180, 10, 20), new Shape(240, 426, 30, 45));
    private static final List<Profile> LADDER = List.of(
            Profile.h264(426, 240, 400_000),
            Profile.h264(320, 180, 250_000),
            Profile.h264(256, 144, 150_000),
            Profile.h264(146, 82, 60_000));
    private static final Preset[] PRESETS = {
        Preset.ULTRAFAST, Preset.SUPERFAST, Preset.VERYFAST, Preset.FASTER, Preset.FAST, Preset.MEDIUM
    };

    private final Transcoder transcoder = new Transcoder();
    private final RandomGenerator chance = new SplittableRandom(1);
    private long honest;
    private long rejected;

    private final Preset baseline;

    private VerificationFigures(Preset baseline) {
        this.baseline = baseline;
    }

    public static void main(String[] args) throws Exception {
        var figures = new VerificationFigures(args.length > 1 ? Preset.valueOf(args[1]) : Preset.ULTRAFAST);
        int segments = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        figures.cost(Scene.FILM, new Shape(640, 360, 30, 60), Profile.h264(640, 360, 900_000));
        figures.cost(Scene.FILM, new Shape(1920, 1080, 30, 60), Profile.h264(1280, 720, 3_000_000));
        figures.others();
        figures.honest(segments);
        for (var cheat : Cheat.values()) {
            figures.cheat(cheat);
        }
        figures.transcoder.close();
    }

    private void honest(int segments) throws Exception {
        for (var scene : Scene.values()) {
            for (var shape : SHAPES) {
                var seen = new Seen();
                for (int seed = 0; seed < segments; seed++) {
                    var source = shape.segment(scene, seed);
                    var profile = LADDER.get(seed % LADDER.size());
                    var preset = PRESETS[seed / LADDER.size() % PRESETS.length];
                    honest++;
                    rejected += seen.add(compare(source, transcode(source, profile, preset), profile)) ? 0 : 1;
                }
                print("%-8s %9s %s".formatted(scene, shape, seen));
            }
        }
        print("honest segments compared %d, rejected %d".formatted(honest, rejected));
    }

    private void others() throws Exception {
        for (var worker : List.of(
                new OtherWorker("libopenh264", SWS_BILINEAR, 0),
                new OtherWorker("libx264", SWS_BICUBIC, 0),
                new OtherWorker("libx264", SWS_LANCZOS, 0),
                new OtherWorker("libx264", SWS_FAST_BILINEAR, 0),
                new OtherWorker("libx264", SWS_AREA, 0),
                new OtherWorker("libx264", SWS_POINT, 0))) {
            for (var scene : Scene.values()) {
                var seen = new Seen();
                for (var shape : SHAPES.subList(0, 1)) {
                    var source = shape.segment(scene, 1);
                    for (var profile : LADDER) {
                        seen.add(compare(source, worker.rendition(source, profile), profile));
                    }
                }
                print("%s %s %s".formatted(worker, scene, seen));
            }
        }
    }

    private void cheat(Cheat cheat) throws Exception {
        for (var scene : Scene.values()) {
            var seen = new Seen();
            for (int seed = 0; seed < 3; seed++) {
                for (var shape : SHAPES) {
                    var source = shape.segment(scene, seed);
                    for (var profile : LADDER.subList(0, 2)) {
                        seen.add(compare(source, cheat.rendition(this, scene, shape, seed, profile), profile));
                    }
                }
            }
            print("%-12s %-8s %s".formatted(cheat, scene, seen));
        }
    }

    private Comparison compare(MediaBytes source, MediaBytes rendition, Profile profile) throws Exception {
        return Comparer.compare(
                new MediaRequest.Compare(source, rendition, profile, baseline, chance.nextDouble()),
                MediaLimits.DEFAULT);
    }

    private MediaBytes transcode(MediaBytes source, Profile profile, Preset preset) throws Exception {
        var request = new MediaRequest.Transcode("stream", source, new Ladder(List.of(profile)), preset);
        return transcoder
                .transcode(request, MediaLimits.DEFAULT)
                .outputs()
                .getFirst()
                .segment()
                .bytes();
    }

    private void cost(Scene scene, Shape shape, Profile profile) throws Exception {
        var source = shape.segment(scene, 1);
        var rendition = transcode(source, profile, Preset.VERYFAST);
        int rounds = 8;
        for (int warm = 0; warm < 3; warm++) {
            compare(source, rendition, profile);
        }
        long begun = cpuNanos();
        for (int round = 0; round < rounds; round++) {
            compare(source, rendition, profile);
        }
        long compared = cpuNanos();
        for (int round = 0; round < rounds; round++) {
            transcode(source, profile, Preset.VERYFAST);
        }
        long transcoded = cpuNanos();
        print("cost %s to %s: compare %d ms CPU, transcode veryfast %d ms CPU"
                .formatted(
                        shape,
                        profile,
                        (compared - begun) / rounds / 1_000_000,
                        (transcoded - compared) / rounds / 1_000_000));
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @SuppressWarnings("SystemOut") // a program whose answer is text
    private static void print(String line) {
        System.out.println(line);
    }

    private record Shape(int width, int height, int perSecond, int frames) {
        MediaBytes segment(Scene scene, long seed) throws Exception {
            return scene.segment(width, height, perSecond, frames, seed);
        }

        @Override
        public String toString() {
            return width + "x" + height + "@" + perSecond;
        }
    }

    private enum Cheat {
        BLACK {
            @Override
            MediaBytes rendition(VerificationFigures with, Scene scene, Shape shape, int seed, Profile profile)
                    throws Exception {
                return with.transcode(shape.segment(Scene.BLACK, seed), profile, Preset.VERYFAST);
            }
        },
        FOREIGN {
            @Override
            MediaBytes rendition(VerificationFigures with, Scene scene, Shape shape, int seed, Profile profile)
                    throws Exception {
                return with.transcode(shape.segment(scene, seed + 1), profile, Preset.VERYFAST);
            }
        },
        UPSCALED {
            @Override
            MediaBytes rendition(VerificationFigures with, Scene scene, Shape shape, int seed, Profile profile)
                    throws Exception {
                var small = with.transcode(
                        shape.segment(scene, seed),
                        Profile.h264(profile.width() / 4 & ~1, profile.height() / 4 & ~1, profile.bitrate()),
                        Preset.VERYFAST);
                return with.transcode(small, profile, Preset.VERYFAST);
            }
        },
        LOW_EFFORT {
            @Override
            MediaBytes rendition(VerificationFigures with, Scene scene, Shape shape, int seed, Profile profile)
                    throws Exception {
                return with.transcode(
                        shape.segment(scene, seed),
                        Profile.h264(profile.width(), profile.height(), profile.bitrate() / 10),
                        Preset.ULTRAFAST);
            }
        };

        abstract MediaBytes rendition(VerificationFigures with, Scene scene, Shape shape, int seed, Profile profile)
                throws Exception;
    }

    /** What was found in many comparisons. */
    private static final class Seen {
        private final List<Comparison> all = new ArrayList<>();
        private long accepted;

        boolean add(Comparison comparison) {
            all.add(comparison);
            boolean same = ContentJudge.USUAL.judge(comparison) instanceof Verdict.Same;
            accepted += same ? 1 : 0;
            return same;
        }

        @Override
        public String toString() {
            var distances = all.stream()
                    .mapToDouble(it -> mean(
                            it,
                            f -> Math.max(
                                    0, f.returned().distance() - f.honest().distance())))
                    .summaryStatistics();
            var above = new StringBuilder();
            for (double limit : new double[] {1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5}) {
                above.append(' ')
                        .append(all.stream()
                                .filter(it -> mean(
                                                it,
                                                f -> Math.min(42, f.honest().psnr())
                                                        - Math.min(
                                                                42, f.returned().psnr()))
                                        > limit)
                                .count());
            }
            var losses = all.stream()
                    .mapToDouble(it -> mean(
                            it,
                            f -> Math.min(42, f.honest().psnr())
                                    - Math.min(42, f.returned().psnr())))
                    .summaryStatistics();
            var raw = all.stream()
                    .mapToDouble(it -> mean(it, f -> f.honest().psnr()))
                    .summaryStatistics();
            var structure = all.stream()
                    .mapToDouble(
                            it -> mean(it, f -> f.honest().ssim() - f.returned().ssim()))
                    .summaryStatistics();
            int least = all.stream().mapToInt(it -> it.frames().size()).min().orElse(0);
            return String.format(
                    Locale.ROOT,
                    "%4d accepted %4d | frames>=%d | distance %6.2f..%6.2f | loss %6.2f %6.2f %6.2f | ssim loss %6.3f..%6.3f"
                            + " | honest psnr %5.1f..%5.1f | above 1 1.5 .. 4.5:%s",
                    all.size(),
                    accepted,
                    least,
                    distances.getMin(),
                    distances.getMax(),
                    losses.getMin(),
                    losses.getAverage(),
                    losses.getMax(),
                    structure.getMin(),
                    structure.getMax(),
                    raw.getMin(),
                    raw.getMax(),
                    above);
        }

        private static double mean(Comparison comparison, java.util.function.ToDoubleFunction<Comparison.Frame> value) {
            return comparison.frames().stream().mapToDouble(value).average().orElse(Double.NaN);
        }
    }
}
