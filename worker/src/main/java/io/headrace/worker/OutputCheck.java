package io.headrace.worker;

import io.headrace.media.Ladder;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.request.MediaReply;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a child made against what was asked, so that a child that went wrong costs a retry and never a gateway's
 * trust (wire protocol section 7.5).
 */
final class OutputCheck {

    /** No rendition that can be played is smaller. */
    private static final int MIN_BYTES = 25;

    private OutputCheck() {}

    /** What is wrong, for people; empty when nothing is. */
    static Optional<String> complaint(Ladder asked, List<MediaReply.Output> made) {
        if (made.size() != asked.size()) {
            return Optional.of(made.size() + " renditions came of a ladder of " + asked.size());
        }
        for (int i = 0; i < made.size(); i++) {
            var complaint = complaint(asked.profiles().get(i), made.get(i));
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> complaint(Profile asked, MediaReply.Output made) {
        var segment = made.segment();
        if (!segment.profile().equals(asked)) {
            return Optional.of("\"" + segment.profile().name() + "\" came where \"" + asked.name() + "\" was asked");
        }
        if (segment.bytes().length() < MIN_BYTES) {
            return Optional.of("\"" + asked.name() + "\" has " + segment.bytes().length() + " bytes");
        }
        var counted = made.width() > 0 && made.height() > 0 && made.frames() > 0
                ? PixelCount.of(made.width(), made.height(), made.frames())
                : PixelCount.ZERO;
        return counted.equals(PixelCount.ZERO) || !counted.equals(segment.pixels())
                ? Optional.of("\"" + asked.name() + "\" of " + made.width() + "x" + made.height() + ", " + made.frames()
                        + " frames, is billed as " + segment.pixels().pixels() + " pixels")
                : Optional.empty();
    }
}
