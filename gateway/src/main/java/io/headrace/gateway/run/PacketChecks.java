package io.headrace.gateway.run;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.RenditionSegment;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaRequest.Depth;
import io.headrace.media.request.SegmentFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is looked at in every result before it is published: each rendition begins with a keyframe, is no larger than
 * asked and of one size throughout, has the source's frames at the source's times, and the pixels that are billed. One
 * unit in eight, and the first of all, is decoded frame by frame; of the others the packets are read.
 */
final class PacketChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DECODED_ONE_IN = 8;

    /** One frame more or less, for sources whose last frame has no length. */
    private static final long FRAMES_OF_GRACE = 1;

    private static final Duration TIME_OF_GRACE = Duration.ofMillis(1);

    private final MediaEngine media;

    PacketChecks(MediaEngine media) {
        this.media = media;
    }

    /** What was found. */
    sealed interface Finding {
        record Good(PublishedUnit unit) implements Finding {}

        record Bad(Reason reason, String sentence) implements Finding {}
    }

    Finding check(SegmentFile source, UnitResult result) throws ChildException, InterruptedException {
        var depth = source.seq() % DECODED_ONE_IN == 0 ? Depth.FRAMES : Depth.PACKETS;
        var renditions = new ArrayList<PublishedRendition>();
        for (var rendition : result.renditions()) {
            var answer = media.ask(new MediaRequest.Measure(rendition.bytes(), depth), PATIENCE);
            switch (answer) {
                case MediaAnswer.Refused<Measurement> refused -> {
                    return bad(rendition, refused.refusal().sentence());
                }
                case MediaAnswer.Done<Measurement> done -> {
                    var found = done.reply();
                    var problem = problem(source, rendition, found);
                    if (!problem.isEmpty()) {
                        return bad(rendition, problem);
                    }
                    if (rendition.pixels().pixels() > found.pixels().pixels()) {
                        return new Finding.Bad(
                                Reason.OVERCHARGED,
                                rendition.profile().name() + ": billed for "
                                        + rendition.pixels().pixels() + " pixels, delivered "
                                        + found.pixels().pixels());
                    }
                    renditions.add(published(rendition, found));
                }
            }
        }
        return new Finding.Good(
                new PublishedUnit(source.seq(), source.duration().toNanos() / 1e9, renditions));
    }

    private static String problem(SegmentFile source, RenditionSegment rendition, Measurement found) {
        var profile = rendition.profile();
        int longer = Math.max(profile.width(), profile.height());
        if (!found.beginsWithKeyframe()) {
            return "does not begin with a keyframe";
        }
        if (!found.sameSizeThroughout()) {
            return "changes its size on the way";
        }
        if (Math.max(found.width(), found.height()) > Math.max(longer, SMALLEST_SIDE)) {
            return "is " + found.width() + "x" + found.height() + ", larger than " + profile.width() + "x"
                    + profile.height();
        }
        if (profile.frameRate().passesThrough()) {
            if (Math.abs(found.frames() - source.frames()) > FRAMES_OF_GRACE) {
                return "has " + found.frames() + " frames, the source has " + source.frames();
            }
            if (found.first().since(source.start()).abs().compareTo(TIME_OF_GRACE) > 0) {
                return "begins " + found.first().since(source.start()).toMillis() + " ms away from the source";
            }
        }
        return "";
    }

    /** Encoders do not go below it (wire protocol section 7.4). */
    private static final int SMALLEST_SIDE = 146;

    private static PublishedRendition published(RenditionSegment rendition, Measurement found) {
        var codecs = new ArrayList<String>(List.of(found.codecTag()));
        found.sound().ifPresent(sound -> codecs.add(audioTag(sound.codec())));
        return new PublishedRendition(
                rendition.profile().name(),
                found.width(),
                found.height(),
                found.frames(),
                rendition.bytes().length(),
                String.join(",", codecs));
    }

    private static String audioTag(String codec) {
        return switch (codec) {
            case "mp3" -> "mp4a.40.34";
            case "ac3" -> "ac-3";
            case "eac3" -> "ec-3";
            case "opus" -> "opus";
            default -> "mp4a.40.2";
        };
    }

    private static Finding bad(RenditionSegment rendition, String why) {
        return new Finding.Bad(Reason.RESULT_UNUSABLE, rendition.profile().name() + " " + why);
    }
}
