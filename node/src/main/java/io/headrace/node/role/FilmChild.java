package io.headrace.node.role;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaChildren;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A media child that is started when it is first asked: most nodes that serve models never make a film. Any thread. */
final class FilmChild implements MediaEngine, AutoCloseable {

    private final Path natives;

    /** Both guarded by this. */
    private Optional<MediaChildren> child = Optional.empty();

    private boolean closed;

    /** @param natives where they are unpacked once */
    FilmChild(Path natives) {
        this.natives = natives;
    }

    @Override
    public <R extends MediaReply.Final> MediaAnswer<R> ask(
            MediaRequest<R> request, Duration patience, Consumer<SegmentFile> segments)
            throws ChildException, InterruptedException {
        return started().ask(request, patience, segments);
    }

    private synchronized MediaChildren started() throws ChildException {
        if (closed) {
            throw new ChildException.Closed();
        }
        if (child.isEmpty()) {
            child = Optional.of(MediaPrograms.alone(natives));
        }
        return child.get();
    }

    @Override
    public synchronized void close() {
        closed = true;
        child.ifPresent(MediaChildren::close);
    }
}
