package io.headrace.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body within its limits of size and rate. */
final class JettyRequestBody implements RequestBody {
    private static final Logger LOG = LoggerFactory.getLogger(JettyRequestBody.class);

    /** What a peer sends over HTTP/2 without being let: the protocol's first window. */
    private static final int SMALL_BYTES = 65_535;

    private final Request request;
    private final ServerLimits limits;
    private final LongSupplier elapsed;
    private final JettyBodyChunks chunks;
    private final AtomicReference<@Nullable TransportException> failure = new AtomicReference<>();
    /** Somebody reads it, or did. */
    private boolean wanted;

    private volatile OptionalLong endNanos = OptionalLong.empty();

    JettyRequestBody(Request request, ServerLimits limits, LongSupplier elapsed) {
        this.request = request;
        this.limits = limits;
        this.elapsed = elapsed;
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
        wanted = true;
        var rate = new RateWatch(limits, request.getComponents().getScheduler(), elapsed, request::fail);
        var watched = new WatchedStream(Content.Source.asInputStream(request), rate, this::ended);
        return new LimitedStream(watched, limitBytes, TransportException.Kind.TOO_SLOW, failure::set);
    }

    private void ended() {
        if (endNanos.isEmpty()) {
            endNanos = OptionalLong.of(elapsed.getAsLong());
        }
    }

    @Override
    public BodyChunks chunks() {
        wanted = true;
        return chunks;
    }

    @Override
    public OptionalLong endNanos() {
        return endNanos;
    }

    /** Once the answer is out, nothing more is waited for; what nobody wanted of it goes by, within limits. */
    void end() {
        if (!wanted && isOnItsWay()) {
            pass();
        }
        chunks.end();
    }

    /**
     * A peer that asks before it sends is not sending. Over HTTP/2 the stream alone ends when it is not waited for; but
     * it is reset, and some clients, Java's own among them, then lose the answer. So what is small is waited for there too.
     */
    private boolean isOnItsWay() {
        var headers = request.getHeaders();
        boolean announced = request.getLength() > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
        boolean alone = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
        return announced
                && request.getLength() <= (alone ? PassedBody.MOST_BYTES : SMALL_BYTES)
                && !headers.contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
    }

    private void pass() {
        try {
            PassedBody.read(chunks, request.getComponents().getScheduler(), elapsed);
        } catch (IOException gone) {
            LOG.debug("{} left before its body went by: {}", Request.getRemoteAddr(request), gone.getMessage());
        }
    }
}
