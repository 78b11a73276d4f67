package io.headrace.engine.media;

import io.headrace.engine.ChildException;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Whoever does media work: children in production ({@link MediaChildren}). Calls block, from any number of threads.
 * An interrupt ends the work at once.
 */
public interface MediaEngine {

    /**
     * @param segments is told each segment of a {@link MediaRequest.Split} as it is made, on the calling thread; the child
     *     waits while it is busy. Other requests tell nothing.
     * @param patience for everything, waiting for a free child included
     */
    <R extends MediaReply.Final> MediaAnswer<R> ask(
            MediaRequest<R> request, Duration patience, Consumer<SegmentFile> segments)
            throws ChildException, InterruptedException;

    /** The same for requests that tell nothing on their way. */
    default <R extends MediaReply.Final> MediaAnswer<R> ask(MediaRequest<R> request, Duration patience)
            throws ChildException, InterruptedException {
        return ask(request, patience, nothing -> {});
    }
}
