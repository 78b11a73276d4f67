package io.headrace.media.codec;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.VideoCodec;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Whether a stream may go to browsers by WebRTC as it is. They take H.264 in Baseline and Main (Chromium offers no High),
 * and show pictures in the order in which they come, so that there must be no B-frames. A set of Main that leaves the
 * order unsaid counts as unfit: nothing else tells before the first B-frame.
 */
public sealed interface BrowserFitness {

    record Fit() implements BrowserFitness {}

    /**
     * @param sentence why not, and what to do
     */
    record Unfit(String sentence) implements BrowserFitness {}

    /** By the sequence parameter set in front of a keyframe. */
    static BrowserFitness of(Picture keyframe) {
        if (keyframe.codec() != VideoCodec.H264) {
            return new Unfit("Browsers are sent H.264, and these pictures are in " + keyframe.codec()
                    + ". Publish H.264 in Constrained Baseline.");
        }
        var cursor = new NalCursor(keyframe.bytes());
        while (cursor.next() && !cursor.kind(VideoCodec.H264).isSlice()) {
            if (cursor.kind(VideoCodec.H264) == NalKind.SEQUENCE_PARAMETERS) {
                return of(cursor.unit());
            }
        }
        return new Unfit("The keyframe comes without the parameter sets that would say how it is coded.");
    }

    /**
     * By a sequence parameter set of H.264.
     *
     * @param unit the NAL unit from its header on, without a start code
     */
    static BrowserFitness of(ByteBuffer unit) {
        if (SequenceFormat.parse(VideoCodec.H264, unit) instanceof SequenceFormat.Unreadable(String why)) {
            return new Unfit(why);
        }
        var sequence = H264Sequence.read(unit);
        return switch (sequence.profile()) {
            case 66 -> new Fit();
            case 77 -> ofMain(sequence.reorderedPictures());
            default ->
                new Unfit("Browsers take H.264 in Baseline and Main, and this is profile " + sequence.profile()
                        + (sequence.profile() == 100 ? " (High)" : "")
                        + ". Set the encoder's profile to Constrained Baseline.");
        };
    }

    private static BrowserFitness ofMain(OptionalLong reordered) {
        if (reordered.isEmpty()) {
            return new Unfit("The stream does not say that its pictures are shown in the order in which they come."
                    + " Set the encoder's profile to Constrained Baseline.");
        }
        return reordered.getAsLong() == 0
                ? new Fit()
                : new Unfit("The stream has B-frames, up to " + reordered.getAsLong()
                        + " of them reordered, which browsers do not take by WebRTC. Turn them off at the encoder.");
    }
}
