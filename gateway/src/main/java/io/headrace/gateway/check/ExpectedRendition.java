package io.headrace.gateway.check;

import io.headrace.gateway.intake.SourceUnit;
import io.headrace.media.FrameRate;
import io.headrace.media.MediaTime;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.Measurement;
import io.headrace.media.ts.WrappedTime;
import java.time.Duration;
import java.util.Optional;

/**
 * What an honest rendition of a unit is like: it begins with a keyframe, has the size that was asked throughout, the
 * source's frames (or as many as its own rate gives) and the source's times.
 *
 * @param size empty where the source's size is not known, or encoders choose one (wire protocol section 7.4)
 * @param leastFrames of the two ends of what is right, the lower
 * @param start of the source
 * @param startGrace how far from it the first picture may be
 */
record ExpectedRendition(
        Profile profile,
        Optional<RenditionSize> size,
        long leastFrames,
        long mostFrames,
        MediaTime start,
        Duration startGrace) {

    /** Encoders do not go below it, and then choose by rules of their own. */
    private static final int SMALLEST_SIDE = 146;

    /** Peers round to even sizes in different ways. */
    private static final int PIXELS_OF_GRACE = 4;

    /** One frame more or less, for sources whose last frame has no length. */
    private static final long FRAMES_OF_GRACE = 1;

    /** Changing the rate of a piece that is cut somewhere loses or repeats a frame at either end. */
    private static final long FRAMES_OF_GRACE_AT_OTHER_RATE = 3;

    private static final double SHARE_OF_GRACE_AT_OTHER_RATE = 0.05;
    private static final Duration TIME_OF_GRACE = Duration.ofMillis(1);

    static ExpectedRendition of(SourceUnit source, Profile profile) {
        var rate = profile.frameRate();
        double asked = rate.passesThrough()
                ? source.file().frames()
                : frames(rate, source.file().duration());
        long grace = rate.passesThrough()
                ? FRAMES_OF_GRACE
                : FRAMES_OF_GRACE_AT_OTHER_RATE + (long) (asked * SHARE_OF_GRACE_AT_OTHER_RATE);
        return new ExpectedRendition(
                profile,
                size(source, profile),
                Math.max(1, (long) Math.floor(asked) - grace),
                (long) Math.ceil(asked) + grace,
                source.file().start(),
                rate.passesThrough() ? TIME_OF_GRACE : TIME_OF_GRACE.plus(oneFrame(rate)));
    }

    private static Optional<RenditionSize> size(SourceUnit source, Profile profile) {
        return Math.max(profile.width(), profile.height()) < SMALLEST_SIDE || source.width() == 0
                ? Optional.empty()
                : Optional.of(RenditionSize.of(profile, source.width(), source.height()));
    }

    private static double frames(FrameRate rate, Duration duration) {
        return duration.toNanos() / 1e9 * rate.numerator() / rate.denominator();
    }

    private static Duration oneFrame(FrameRate rate) {
        return Duration.ofNanos(1_000_000_000L * rate.denominator() / rate.numerator());
    }

    /** What is wrong with it, continuing "720p …"; empty when nothing is. */
    Optional<String> problem(Measurement found) {
        if (!found.beginsWithKeyframe()) {
            return Optional.of("does not begin with a keyframe");
        }
        if (!found.sameSizeThroughout()) {
            return Optional.of("changes its size on the way");
        }
        return wrongSize(found).or(() -> wrongFrames(found)).or(() -> wrongTime(found));
    }

    private Optional<String> wrongSize(Measurement found) {
        if (size.isPresent()) {
            var wanted = size.get();
            boolean near = Math.abs(found.width() - wanted.width()) <= PIXELS_OF_GRACE
                    && Math.abs(found.height() - wanted.height()) <= PIXELS_OF_GRACE;
            return near
                    ? Optional.empty()
                    : Optional.of("is %dx%d, where %dx%d was asked"
                            .formatted(found.width(), found.height(), wanted.width(), wanted.height()));
        }
        int most = Math.max(SMALLEST_SIDE, Math.max(profile.width(), profile.height()));
        return Math.max(found.width(), found.height()) > most
                ? Optional.of("is %dx%d, larger than %dx%d"
                        .formatted(found.width(), found.height(), profile.width(), profile.height()))
                : Optional.empty();
    }

    private Optional<String> wrongFrames(Measurement found) {
        return found.frames() < leastFrames || found.frames() > mostFrames
                ? Optional.of("has %d frames, expected are %d to %d".formatted(found.frames(), leastFrames, mostFrames))
                : Optional.empty();
    }

    private Optional<String> wrongTime(Measurement found) {
        var away = MediaTime.duration(WrappedTime.distance(found.first().ticks(), start.ticks()));
        return away.abs().compareTo(startGrace) > 0
                ? Optional.of("begins " + away.toMillis() + " ms away from the source")
                : Optional.empty();
    }
}
