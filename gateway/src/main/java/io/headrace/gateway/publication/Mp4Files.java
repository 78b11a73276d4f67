package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Joins the segments of a rendition into one file. */
record Mp4Files(Path output, MediaEngine media) {

    private static final Duration PATIENCE = Duration.ofHours(1);

    Path segment(String rendition, long seq) {
        return output.resolve(rendition).resolve(seq + ".ts");
    }

    /** @throws IOException when the segments do not fit together */
    void join(List<PublishedUnit> units) throws IOException, ChildException, InterruptedException {
        for (var rendition : units.getFirst().renditions()) {
            var segments = units.stream()
                    .map(unit -> segment(rendition.name(), unit.seq()))
                    .toList();
            var request = new MediaRequest.Join(segments, output.resolve(rendition.name() + ".mp4"));
            if (media.ask(request, PATIENCE) instanceof MediaAnswer.Refused<MediaReply.Joined> refused) {
                throw new IOException("The segments of " + rendition.name() + " cannot be joined: "
                        + refused.refusal().sentence());
            }
        }
    }
}
