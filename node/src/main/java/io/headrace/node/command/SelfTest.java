package io.headrace.node.command;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.machine.NanoTicker;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.Preset;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Transcodes a made clip of six seconds, segment by segment as a worker would, and looks at every packet and every frame of
 * what came out. It is how a person with a card learns whether all of it works there: the encoders that are kept from one
 * segment to the next above all.
 */
final class SelfTest {

    private static final ClipShape CLIP = ClipShape.of(1280, 720, 30, Duration.ofSeconds(6));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SEGMENT = Duration.ofSeconds(2);

    private final MediaEngine engine;
    private final Ladder ladder;
    private final Preset preset;
    private final NanoTicker ticker;

    /** @param encodes what is asked of it */
    SelfTest(MediaEngine engine, Set<VideoCodec> encodes, Preset preset, NanoTicker ticker) {
        this.engine = engine;
        this.ladder = ladder(encodes);
        this.preset = preset;
        this.ticker = ticker;
    }

    private static Ladder ladder(Set<VideoCodec> encodes) {
        var profiles = new ArrayList<>(List.of(
                Profile.h264(1280, 720, 3_000_000),
                Profile.h264(854, 480, 1_600_000),
                Profile.h264(426, 240, 400_000)));
        if (encodes.contains(VideoCodec.HEVC)) {
            var like = Profile.h264(854, 480, 1_000_000);
            profiles.add(new Profile(
                    "480p-hevc",
                    like.width(),
                    like.height(),
                    like.bitrate(),
                    like.frameRate(),
                    like.container(),
                    VideoCodec.HEVC,
                    like.codecProfile(),
                    like.gop(),
                    like.quality()));
        }
        return new Ladder(profiles);
    }

    /**
     * @param folder where the clip may lie; the caller removes it
     * @throws ChildException when the device failed
     */
    Result run(Path folder) throws IOException, ChildException, InterruptedException {
        var clip = folder.resolve("clip.mp4");
        ask(new MediaRequest.MakeClip(clip, CLIP));
        var pieces = new ArrayList<SegmentFile>();
        engine.ask(
                new MediaRequest.Split(clip, Files.createDirectories(folder.resolve("pieces")), SEGMENT),
                PATIENCE,
                pieces::add);
        var complaints = new ArrayList<String>();
        long frames = 0;
        long spent = 0;
        for (var piece : pieces) {
            var source = piece.load().bytes();
            long begun = ticker.nanos();
            var made = ask(new MediaRequest.Transcode("self-test", source, ladder, preset));
            spent += ticker.nanos() - begun;
            frames += made.decodedFrames();
            complaints.addAll(complaints(piece, source, made));
        }
        return new Result(pieces.size(), ladder.size(), frames, Duration.ofNanos(spent), complaints);
    }

    private List<String> complaints(SegmentFile piece, MediaBytes source, MediaReply.Transcoded made)
            throws ChildException, InterruptedException {
        var expected = ask(new MediaRequest.Measure(source, MediaRequest.Depth.FRAMES));
        var complaints = new ArrayList<String>();
        for (var output : made.outputs()) {
            for (var depth : MediaRequest.Depth.values()) {
                var found = ask(new MediaRequest.Measure(output.segment().bytes(), depth));
                complaint(output.width(), output.height(), expected, found)
                        .ifPresent(text -> complaints.add("segment " + piece.seq() + ", "
                                + output.segment().profile().name() + ", "
                                + depth.name().toLowerCase(Locale.ROOT) + ": " + text));
            }
        }
        return complaints;
    }

    /** What differs from what an honest rendition of this size has. */
    static Optional<String> complaint(int width, int height, Measurement source, Measurement found) {
        if (found.frames() != source.frames()) {
            return Optional.of(found.frames() + " frames instead of " + source.frames());
        }
        if (!found.beginsWithKeyframe()) {
            return Optional.of("it does not begin with a keyframe");
        }
        if (found.width() != width || found.height() != height || !found.sameSizeThroughout()) {
            return Optional.of(
                    "pictures of " + found.width() + "x" + found.height() + " instead of " + width + "x" + height);
        }
        return found.first().equals(source.first()) && found.last().equals(source.last())
                ? Optional.empty()
                : Optional.of("shown from " + found.first() + " to " + found.last() + " instead of from "
                        + source.first() + " to " + source.last());
    }

    private <R extends MediaReply.Final> R ask(MediaRequest<R> request) throws ChildException, InterruptedException {
        return switch (engine.ask(request, PATIENCE)) {
            case MediaAnswer.Done<R>(var reply, var _) -> reply;
            case MediaAnswer.Refused<R>(var refusal, var _) ->
                throw new IllegalStateException("A made clip is refused: " + refusal.sentence());
        };
    }

    /**
     * @param frames decoded, over all segments
     * @param spent from a segment's bytes to those of its renditions, over all segments
     * @param complaints one for each thing that is wrong
     */
    record Result(int segments, int renditions, long frames, Duration spent, List<String> complaints) {
        Result {
            complaints = List.copyOf(complaints);
        }

        boolean good() {
            return complaints.isEmpty();
        }

        /** For people, one line and one for each complaint. */
        String text() {
            var head = String.format(
                    Locale.ROOT,
                    "%d segments, %d frames, %d renditions: %.0f frames/s; %s",
                    segments,
                    frames,
                    renditions,
                    frames / Math.max(1e-9, spent.toNanos() / 1e9),
                    good() ? "every packet and frame is as it should be" : complaints.size() + " complaints");
            return good() ? head : head + "\n  " + String.join("\n  ", complaints);
        }
    }
}
