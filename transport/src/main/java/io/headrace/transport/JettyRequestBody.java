package io.headrace.transport;

import java.io.InputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads a request's body within its limits of size and rate. */
final class JettyRequestBody implements RequestBody {
    private final Request request;
    private final ServerLimits limits;

    JettyRequestBody(Request request, ServerLimits limits) {
        this.request = request;
        this.limits = limits;
    }

    @Override
    public InputStream stream(long limitBytes) throws BodyTooLargeException {
        if (request.getLength() > limitBytes) {
            throw new BodyTooLargeException(limitBytes);
        }
        var rate = new RateWatch(limits, request.getComponents().getScheduler(), request::fail);
        var watched = new WatchedStream(Content.Source.asInputStream(request), rate);
        return new LimitedStream(watched, limitBytes, TransportException.Kind.TOO_SLOW);
    }
}
