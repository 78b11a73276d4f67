package io.headrace.transport;

import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a request's body within its limits of size and rate. */
final class JettyRequestBody implements RequestBody {
    private final Request request;
    private final ServerLimits limits;
    private final JettyBodyChunks chunks;
    private final AtomicReference<@Nullable TransportException> failure = new AtomicReference<>();
    private volatile OptionalLong endNanos = OptionalLong.empty();

    JettyRequestBody(Request request, ServerLimits limits) {
        this.request = request;
        this.limits = limits;
        this.chunks = new JettyBodyChunks(request);
    }

    /** Whether that exception came from here, so that it is the peer's fault and not the handler's. */
    boolean failedWith(Throwable thrown) {
        return thrown.equals(failure.get());
    }

    @Override
    public InputStream stream(long limitBytes) throws BodyTooLargeException {
        if (request.getLength() > limitBytes) {
            var tooLarge = new BodyTooLargeException(limitBytes);
            failure.set(tooLarge);
            throw tooLarge;
        }
        var rate = new RateWatch(limits, request.getComponents().getScheduler(), request::fail);
        var watched = new WatchedStream(Content.Source.asInputStream(request), rate, this::ended);
        return new LimitedStream(watched, limitBytes, TransportException.Kind.TOO_SLOW, failure::set);
    }

    private void ended() {
        if (endNanos.isEmpty()) {
            endNanos = OptionalLong.of(System.nanoTime());
        }
    }

    @Override
    public BodyChunks chunks() {
        return chunks;
    }

    @Override
    public OptionalLong endNanos() {
        return endNanos;
    }

    /** Once the answer is out, nothing more is waited for. */
    void end() {
        chunks.end();
    }
}
