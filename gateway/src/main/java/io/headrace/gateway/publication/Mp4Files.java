package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.Ladder;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Joins the segments of a rendition into one file. */
record Mp4Files(Path output, MediaEngine media) {

    private static final Duration PATIENCE = Duration.ofHours(1);

    Path segment(String rendition, long seq) {
        return output.resolve(rendition).resolve(seq + ".ts");
    }

    /**
     * What was made, not what it was made of: a source may change its shape at any time, and then does not fit together.
     * Each file appears when it is whole.
     *
     * @throws IOException when the segments do not fit together
     */
    void join(Ladder ladder, List<PublishedUnit> units) throws IOException, ChildException, InterruptedException {
        for (var profile : ladder.profiles()) {
            var segments = units.stream()
                    .map(unit -> segment(profile.name(), unit.seq()))
                    .toList();
            var aside = output.resolve(profile.name() + ".part.mp4");
            var request = new MediaRequest.Join(segments, aside);
            if (media.ask(request, PATIENCE) instanceof MediaAnswer.Refused<MediaReply.Joined> refused) {
                throw new IOException("The segments of " + profile.name() + " cannot be joined: "
                        + refused.refusal().sentence());
            }
            Files.move(
                    aside,
                    output.resolve(profile.name() + ".mp4"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
