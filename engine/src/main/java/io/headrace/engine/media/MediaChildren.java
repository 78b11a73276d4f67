package io.headrace.engine.media;

import io.headrace.engine.ChildCommand;
import io.headrace.engine.ChildException;
import io.headrace.engine.ChildPool;
import io.headrace.engine.PoolShape;
import io.headrace.machine.NanoTicker;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/** Media work done by child processes. */
public final class MediaChildren implements MediaEngine, AutoCloseable {

    private final ChildPool pool;
    private final MediaLimits limits;

    private MediaChildren(ChildPool pool, MediaLimits limits) {
        this.pool = pool;
        this.limits = limits;
    }

    /** @param command starts a program that calls {@link MediaServer#serve} */
    public static MediaChildren open(ChildCommand command, PoolShape shape, MediaLimits limits, NanoTicker ticker) {
        return new MediaChildren(ChildPool.open(command, shape, ticker), limits);
    }

    @Override
    public <R extends MediaReply.Final> MediaAnswer<R> ask(
            MediaRequest<R> request, Duration patience, Consumer<SegmentFile> segments)
            throws ChildException, InterruptedException {
        var answer = pool.ask(
                MediaJson.write(new Task(request, limits)),
                patience,
                part -> segments.accept(MediaJson.read(part, SegmentFile.class)));
        return read(answer, request.replyType());
    }

    private static <R extends MediaReply.Final> MediaAnswer<R> read(ChildPool.Answer answer, Class<R> type)
            throws ChildException {
        try {
            var reply = MediaJson.read(answer.reply(), MediaReply.class);
            return reply instanceof MediaRefusal refusal
                    ? new MediaAnswer.Refused<>(refusal, answer.pid())
                    : new MediaAnswer.Done<>(type.cast(reply), answer.pid());
        } catch (JacksonException | ClassCastException e) {
            throw new ChildException.Garbled(answer.pid(), "its answer is no " + type.getSimpleName());
        }
    }

    /** The processes that live now. */
    public List<Long> pids() {
        return pool.pids();
    }

    @Override
    public void close() {
        pool.close();
    }
}
