package io.headrace.transport;

import io.headrace.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/** One request under way: its listener, its two deadlines, and what its failures mean. */
final class JettyCall {
    private final HttpCall call;
    private final Request request;
    private final CompletableFuture<Response> head = new CompletableFuture<>();
    private final InputStreamResponseListener listener = new InputStreamResponseListener() {
        @Override
        public void onHeaders(Response response) {
            super.onHeaders(response);
            head.complete(response);
        }

        @Override
        public void onSuccess(Response response) {
            answered = true;
            super.onSuccess(response);
        }

        @Override
        public void onFailure(Response response, Throwable failure) {
            super.onFailure(response, failure);
            head.completeExceptionally(failure);
        }
    };
    private final LongSupplier elapsed;
    private final long begunNanos;

    /** Set before a reader can see the end of the answer. */
    private volatile boolean answered;

    /** @param elapsed nanoseconds from an arbitrary origin, which never go backwards */
    JettyCall(HttpCall call, Request request, LongSupplier elapsed) {
        this.call = call;
        this.elapsed = elapsed;
        this.begunNanos = elapsed.getAsLong();
        long wholeMs = call.limits().whole().toMillis();
        long silenceMs = call.limits().silence().toMillis();
        this.request = request.timeout(wholeMs, TimeUnit.MILLISECONDS).idleTimeout(silenceMs, TimeUnit.MILLISECONDS);
    }

    Answer sendAndWait() throws TransportException, InterruptedException {
        send();
        return awaitHead();
    }

    void send() {
        request.send(listener);
    }

    /** Told when all of the request has left. */
    void whenSent(Runnable listener) {
        request.onRequestSuccess(_ -> listener.run());
    }

    /** Complete as soon as the peer has answered or the call has failed. */
    CompletableFuture<Response> head() {
        return head;
    }

    /** Whether all of the answer is here. */
    boolean isAnswered() {
        return answered;
    }

    Answer awaitHead() throws TransportException, InterruptedException {
        long left = call.limits().untilHead().toNanos() - (elapsed.getAsLong() - begunNanos);
        try {
            return new JettyAnswer(head.get(Math.max(left, 0), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            abort(late);
            throw new TransportException(
                    Kind.HEADER_TIMEOUT,
                    this + ": no answer within " + call.limits().untilHead(),
                    late);
        } catch (ExecutionException failed) {
            throw FailureOfCall.translated(this.toString(), failed);
        } catch (InterruptedException interrupted) {
            abort(interrupted);
            throw interrupted;
        }
    }

    /** Once {@link #head} is complete. */
    Answer answerThatCame() {
        return new JettyAnswer(head.join());
    }

    void abort(Throwable reason) {
        var _ = request.abort(reason);
    }

    @Override
    public String toString() {
        return call.method() + " " + call.uri();
    }

    /** An answer whose body streams in through the listener. */
    private final class JettyAnswer implements Answer {
        private final Response response;

        JettyAnswer(Response response) {
            this.response = response;
        }

        @Override
        public int status() {
            return response.getStatus();
        }

        @Override
        public Headers headers() {
            return JettyHeaders.of(response.getHeaders());
        }

        @Override
        public InputStream body() {
            return new LimitedStream(
                    listener.getInputStream(), call.limits().answerBytes(), Kind.BODY_TIMEOUT, _ -> {});
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
