package io.headrace.gateway.live.http;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.intake.Arrival;
import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaRequest;
import java.time.Duration;
import java.util.Optional;

/** Finds out what a pushed segment really is: its client states little, and not always the truth. */
record SegmentMeasurer(MediaEngine media) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A stated duration is believed from half of what is measured to twice of it. */
    private static final int FACTOR_BELIEVED = 2;

    /** Of a single picture of which nobody says how long it lasts. */
    private static final Duration USUAL = Duration.ofSeconds(2);

    /** What was found. */
    sealed interface Finding {}

    /** @param arrival as if it continued what came before */
    record Measured(Arrival arrival) implements Finding {}

    /** @param networkText why nobody can work on it, in the network's words */
    record Unusable(String networkText) implements Finding {}

    /** It could not be looked at; the same segment may be taken a moment later. */
    record NotMeasured(String sentence) implements Finding {}

    /** @param stated how long its client says that it is */
    Finding measure(MediaBytes bytes, Container container, Optional<Duration> stated) throws InterruptedException {
        try {
            return switch (media.ask(new MediaRequest.Measure(bytes, MediaRequest.Depth.PACKETS), PATIENCE)) {
                case MediaAnswer.Refused<Measurement> refused ->
                    new Unusable(refused.refusal().networkText());
                case MediaAnswer.Done<Measurement> done -> judge(bytes, container, stated, done.reply());
            };
        } catch (ChildException broken) {
            return new NotMeasured("the segment could not be measured: " + broken.getMessage());
        }
    }

    private static Finding judge(
            MediaBytes bytes, Container container, Optional<Duration> stated, Measurement measured) {
        var codec = codec(measured.codec());
        if (codec.isEmpty()) {
            return new Unusable(new MediaRefusal.UnsupportedCodec(measured.codec()).networkText());
        }
        if (measured.frames() < 1) {
            return new Unusable(new MediaRefusal.InvalidVideo("no picture").networkText());
        }
        return new Measured(new Arrival(
                bytes,
                container,
                measured.first(),
                duration(stated, measured),
                codec.get(),
                measured.frames(),
                measured.width(),
                measured.height(),
                false));
    }

    private static Optional<VideoCodec> codec(String name) {
        return switch (name) {
            case "h264" -> Optional.of(VideoCodec.H264);
            case "hevc" -> Optional.of(VideoCodec.HEVC);
            default -> Optional.empty();
        };
    }

    /** The last picture lasts as long as the others do on average. */
    private static Duration duration(Optional<Duration> stated, Measurement measured) {
        var positive = stated.filter(Duration::isPositive);
        long gaps = measured.frames() - 1;
        var span = measured.last().since(measured.first());
        if (gaps == 0 || !span.isPositive()) {
            return positive.orElse(USUAL);
        }
        var found = span.plus(span.dividedBy(gaps));
        return positive.filter(each -> each.compareTo(found.multipliedBy(FACTOR_BELIEVED)) <= 0
                        && each.multipliedBy(FACTOR_BELIEVED).compareTo(found) >= 0)
                .orElse(found);
    }
}
