package io.headrace.gateway.check;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.intake.SourceUnit;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.gateway.publication.PublishedUnit.PublishedRendition;
import io.headrace.job.lifecycle.Reason;
import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSegment;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.MediaRequest.Depth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is looked at in every result before it is published: see {@link ExpectedRendition}, and that no more pixels are
 * billed than are there. One unit in eight, and the first of all, is decoded frame by frame; of the others the packets
 * are read.
 */
public final class PacketChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int DECODED_ONE_IN = 8;

    private final MediaEngine media;

    /** @param media measures each rendition in a child */
    public PacketChecks(MediaEngine media) {
        this.media = media;
    }

    /** What was found. */
    public sealed interface Finding {
        record Good(PublishedUnit unit) implements Finding {}

        record Bad(Reason reason, String sentence) implements Finding {}
    }

    /** @throws ChildException when it could not be measured, whoever is at fault */
    public Finding check(SourceUnit source, List<RenditionSegment> result) throws ChildException, InterruptedException {
        var depth = source.seq() % DECODED_ONE_IN == 0 ? Depth.FRAMES : Depth.PACKETS;
        var renditions = new ArrayList<PublishedRendition>();
        for (var rendition : result) {
            switch (media.ask(new MediaRequest.Measure(rendition.bytes(), depth), PATIENCE)) {
                case MediaAnswer.Refused<Measurement> refused -> {
                    return unusable(rendition, refused.refusal().sentence());
                }
                case MediaAnswer.Done<Measurement> done -> {
                    var found = done.reply();
                    var problem =
                            ExpectedRendition.of(source, rendition.profile()).problem(found);
                    if (problem.isPresent()) {
                        return unusable(rendition, problem.get());
                    }
                    if (rendition.pixels().pixels() > found.pixels().pixels()) {
                        return overcharged(rendition, found);
                    }
                    renditions.add(published(rendition.profile().name(), rendition.bytes(), found));
                }
            }
        }
        return new Finding.Good(new PublishedUnit(
                source.seq(),
                source.file().start(),
                source.file().duration().toNanos() / 1e9,
                source.discontinuity(),
                renditions));
    }

    /**
     * Looks at a source that is played as a rendition of its own. Nobody answers for a source: what cannot be measured in
     * it is left open.
     *
     * @throws ChildException when it could not be measured, whoever is at fault
     */
    public PublishedRendition source(String name, SourceUnit unit, MediaBytes bytes)
            throws ChildException, InterruptedException {
        return switch (media.ask(new MediaRequest.Measure(bytes, Depth.PACKETS), PATIENCE)) {
            case MediaAnswer.Refused<Measurement> _ ->
                new PublishedRendition(
                        name, unit.width(), unit.height(), unit.file().frames(), bytes.length(), "");
            case MediaAnswer.Done<Measurement> done -> published(name, bytes, done.reply());
        };
    }

    private static Finding unusable(RenditionSegment rendition, String why) {
        return new Finding.Bad(Reason.RESULT_UNUSABLE, rendition.profile().name() + " " + why);
    }

    private static Finding overcharged(RenditionSegment rendition, Measurement found) {
        return new Finding.Bad(
                Reason.OVERCHARGED,
                rendition.profile().name() + ": billed for "
                        + rendition.pixels().pixels() + " pixels, delivered "
                        + found.pixels().pixels());
    }

    private static PublishedRendition published(String name, MediaBytes bytes, Measurement found) {
        var codecs = new ArrayList<String>(List.of(found.codecTag()));
        found.sound().ifPresent(sound -> codecs.add(audioTag(sound.codec())));
        return new PublishedRendition(
                name, found.width(), found.height(), found.frames(), bytes.length(), String.join(",", codecs));
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
}
