package io.headrace.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An {@link Exchange} over Jetty's core. */
final class JettyExchange implements Exchange {
    private final Request request;
    private final Response response;
    private final ServerLimits limits;
    private boolean begun;

    JettyExchange(Request request, Response response, ServerLimits limits) {
        this.request = request;
        this.response = response;
        this.limits = limits;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        String path = request.getHttpURI().getDecodedPath();
        return path == null ? "/" : path;
    }

    @Override
    public Optional<String> queryParameter(String name) {
        return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
    }

    @Override
    public Headers headers() {
        return JettyHeaders.of(request.getHeaders());
    }

    @Override
    public String peerAddress() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public RequestBody body() {
        return new JettyRequestBody(request, limits);
    }

    @Override
    public void onPeerGone(Runnable action) {
        var done = new AtomicBoolean();
        request.addFailureListener(_ -> {
            if (done.compareAndSet(false, true)) {
                action.run();
            }
        });
    }

    @Override
    public void answer(int status, Headers headers, ByteBuffer body) throws IOException {
        start(status, headers);
        response.getHeaders().put("Content-Length", body.remaining());
        write(true, body);
    }

    @Override
    public AnswerBody begin(int status, Headers headers) throws IOException {
        start(status, headers);
        write(false, ByteBuffer.allocate(0));
        return new JettyAnswerBody(this);
    }

    private void start(int status, Headers headers) {
        if (begun) {
            throw new IllegalStateException("Answered twice: " + method() + " " + path());
        }
        begun = true;
        response.setStatus(status);
        for (var header : headers.all()) {
            response.getHeaders().add(header.name(), header.value());
        }
    }

    void write(boolean last, ByteBuffer chunk) throws IOException {
        try {
            Content.Sink.write(response, last, chunk);
        } catch (EofException gone) {
            throw new TransportException(
                    TransportException.Kind.BROKEN_OFF, "The peer " + peerAddress() + " left before its answer", gone);
        }
    }

    /** After a handler that returned. */
    void end(Callback callback) {
        if (!begun) {
            callback.failed(new IllegalStateException("Not answered: " + method() + " " + path()));
        } else if (response.hasLastWrite()) {
            callback.succeeded();
        } else {
            callback.failed(new EofException("Broken off by the handler: " + method() + " " + path()));
        }
    }

    /** After a handler that threw: with an answer if none has begun, else by breaking it off. */
    void endRefused(int status, String reason, Exception cause, Callback callback) {
        if (begun || response.isCommitted()) {
            callback.failed(cause);
            return;
        }
        try {
            refuse(status, reason);
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        }
    }
}
