package io.headrace.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.FutureCallback;
import org.eclipse.jetty.util.URIUtil;

/** An {@link Exchange} over Jetty's core. */
final class JettyExchange implements Exchange {
    private static final Pattern ENCODED_SLASH = Pattern.compile("(?i)" + PathPattern.ENCODED_SLASH);

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final ServerLimits limits;
    private final JettyRequestBody body;
    private boolean begun;
    private boolean upgraded;

    JettyExchange(Request request, Response response, Callback callback, ServerLimits limits, LongSupplier elapsed) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.limits = limits;
        this.body = new JettyRequestBody(request, limits, elapsed);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        var uri = request.getHttpURI();
        String path = uri.getDecodedPath();
        if (path == null) {
            return "/";
        }
        return uri.hasViolation(UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR)
                ? Arrays.stream(ENCODED_SLASH.split(uri.getCanonicalPath(), -1))
                        .map(URIUtil::decodePath)
                        .collect(Collectors.joining(PathPattern.ENCODED_SLASH))
                : path;
    }

    @Override
    public String query() {
        return Objects.requireNonNullElse(request.getHttpURI().getQuery(), "");
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
    public JettyRequestBody body() {
        return body;
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

    /** By the stream below the response, which itself sends 100 only to a peer that asked for it, and once. */
    @Override
    public void interim(int status) throws IOException {
        if (begun) {
            throw new IllegalStateException("Answered already: " + method() + " " + path());
        }
        var stream = new AtomicReference<HttpStream>();
        request.addHttpStreamWrapper(found -> {
            stream.set(found);
            return found;
        });
        var version = request.getConnectionMetaData().getHttpVersion();
        var sent = new FutureCallback();
        stream.get()
                .send(
                        new MetaData.Request(request.getMethod(), request.getHttpURI(), version, request.getHeaders()),
                        new MetaData.Response(status, null, version, HttpFields.EMPTY),
                        false,
                        BufferUtil.EMPTY_BUFFER,
                        sent);
        await(sent, patienceFor(0));
    }

    @Override
    public void answer(int status, Headers headers, ByteBuffer body) throws IOException {
        start(status, headers);
        response.getHeaders().put("Content-Length", body.remaining());
        write(true, body);
    }

    @Override
    public AnswerBody begin(int status, Headers headers, ByteBuffer first) throws IOException {
        start(status, headers);
        // Else a connection that ends with this answer would be its only end, and a broken one look complete.
        if (isHttp11() && headers.first("Content-Length").isEmpty()) {
            response.getHeaders().put("Transfer-Encoding", "chunked");
        }
        write(false, first);
        return new JettyAnswerBody(this);
    }

    /** The request ends here for Jetty, which then puts the tunnel in the place of HTTP. */
    @Override
    public Tunnel upgrade(Headers headers, Duration idle) throws IOException {
        if (!isHttp11() || !request.getHeaders().contains("Upgrade")) {
            throw new IllegalStateException("Nobody asked to leave HTTP: " + method() + " " + path());
        }
        start(HttpStatus.SWITCHING_PROTOCOLS_101, headers);
        var connection = request.getConnectionMetaData().getConnection();
        var tunnel = new JettyTunnel(
                connection.getEndPoint(), request.getComponents().getExecutor(), idle);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, tunnel);
        write(true, ByteBuffer.allocate(0));
        upgraded = true;
        callback.succeeded();
        await(tunnel.opened(), limits.rateGrace());
        return tunnel;
    }

    private boolean isHttp11() {
        return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1;
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

    /** Waits for a peer that takes the chunk slowly, but not below the minimum rate. */
    void write(boolean last, ByteBuffer chunk) throws IOException {
        var patience = patienceFor(chunk.remaining());
        var sent = new FutureCallback();
        response.write(last, chunk, sent);
        await(sent, patience);
    }

    private void await(Future<?> sent, Duration patience) throws IOException {
        try {
            var _ = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new TransportException(
                    TransportException.Kind.TOO_SLOW,
                    "The peer " + peerAddress() + " did not take a chunk within " + patience,
                    slow);
        } catch (ExecutionException gone) {
            throw new TransportException(
                    TransportException.Kind.BROKEN_OFF, "The peer " + peerAddress() + " left before its answer", gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while answering " + peerAddress());
        }
    }

    private Duration patienceFor(int bytes) {
        int rate = limits.minimumRateBytesPerSecond();
        return rate == 0 ? limits.idle() : limits.rateGrace().plusSeconds(bytes / rate);
    }

    /** After a handler that returned. */
    void end() {
        if (upgraded) {
            return;
        }
        if (!begun) {
            callback.failed(new IllegalStateException("Not answered: " + method() + " " + path()));
        } else if (response.hasLastWrite()) {
            body.end();
            callback.succeeded();
        } else {
            callback.failed(new EofException("Broken off by the handler: " + method() + " " + path()));
        }
    }

    /** After a handler that threw: with an answer if none has begun, else by breaking it off. */
    void endFailed(Throwable failure) {
        if (upgraded) {
            return;
        }
        if (begun || response.isCommitted()) {
            body.end();
            callback.failed(failure);
            return;
        }
        try {
            int status = statusOf(failure);
            // The network's word for 500 is longer than the library's.
            refuse(status, status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status));
            body.end();
            callback.succeeded();
        } catch (IOException gone) {
            body.end();
            callback.failed(gone);
        }
    }

    private int statusOf(Throwable failure) {
        if (failure instanceof HttpException malformed) {
            return malformed.getCode();
        }
        if (!body.failedWith(failure) || !(failure instanceof TransportException known)) {
            return HttpStatus.INTERNAL_SERVER_ERROR_500;
        }
        return switch (known.kind()) {
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE_413;
            case TOO_SLOW -> HttpStatus.REQUEST_TIMEOUT_408;
            default -> HttpStatus.BAD_REQUEST_400;
        };
    }
}
