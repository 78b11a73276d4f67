package io.headrace.engine.media;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.util.function.Consumer;

/** The child's side: does one request after another, on one thread. */
@FunctionalInterface
public interface MediaWork {

    /**
     * @return the request's own reply, or a refusal
     * @throws Exception to say that it did not work and that another try may
     */
    MediaReply.Final answer(MediaRequest<?> request, MediaLimits limits, Consumer<SegmentFile> segments)
            throws Exception;
}
