package io.headrace.media.verify;

import io.headrace.media.request.Comparison;
import io.headrace.media.request.Comparison.Frame;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Tells honest renditions from others. What is shown is judged by the distance of coarse luma; how well by the likeness
 * lost against an honest encoding of the same source, since an absolute bound would either reject honest noise or
 * accept pictures that were made of smaller ones.
 */
public record ContentJudge(Thresholds thresholds) {

    /** With the measured thresholds. */
    public static final ContentJudge USUAL = new ContentJudge(Thresholds.DEFAULT);

    public Verdict judge(Comparison comparison) {
        var frames = comparison.frames();
        if (frames.isEmpty() || frames.size() < thresholds.matched() * comparison.expected()) {
            return new Verdict.Different(Verdict.Kind.UNMATCHED, unmatched(comparison));
        }
        double distance = mean(frames, this::distance);
        if (distance > thresholds.distance()) {
            return shown(frames, distance);
        }
        double loss = mean(frames, this::loss);
        if (loss > thresholds.loss()) {
            return new Verdict.Different(Verdict.Kind.DEGRADED, degraded(frames, loss));
        }
        return new Verdict.Same(distance, loss);
    }

    /** More than the honest encoding's own. */
    private double distance(Frame frame) {
        return Math.max(0, frame.returned().distance() - frame.honest().distance());
    }

    private double loss(Frame frame) {
        return Math.min(thresholds.clear(), frame.honest().psnr())
                - Math.min(thresholds.clear(), frame.returned().psnr());
    }

    private Verdict shown(List<Frame> frames, double distance) {
        double level = mean(frames, Frame::returnedLevel);
        double sourceLevel = mean(frames, Frame::sourceLevel);
        boolean black = level <= thresholds.blackLevel() && sourceLevel > thresholds.blackLevel();
        return new Verdict.Different(
                black ? Verdict.Kind.BLACK : Verdict.Kind.FOREIGN,
                String.format(
                        Locale.ROOT,
                        "The rendition's %d pictures are %.1f levels of luma from the source's, the limit is %.1f;"
                                + " their mean is %.0f, the source's %.0f",
                        frames.size(),
                        distance,
                        thresholds.distance(),
                        level,
                        sourceLevel));
    }

    private String unmatched(Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "The rendition has %d of the %d pictures that were looked for, at least %.0f %% are wanted",
                comparison.frames().size(),
                comparison.expected(),
                100 * thresholds.matched());
    }

    private String degraded(List<Frame> frames, double loss) {
        return String.format(
                Locale.ROOT,
                "The rendition's %d pictures are %.1f dB less like the source than an honest encoding (%.1f and %.1f dB,"
                        + " not counted above %.0f), the limit is %.1f dB",
                frames.size(),
                loss,
                mean(frames, frame -> frame.returned().psnr()),
                mean(frames, frame -> frame.honest().psnr()),
                thresholds.clear(),
                thresholds.loss());
    }

    private static double mean(List<Frame> frames, ToDoubleFunction<Frame> value) {
        return frames.stream().mapToDouble(value).average().orElse(0);
    }
}
