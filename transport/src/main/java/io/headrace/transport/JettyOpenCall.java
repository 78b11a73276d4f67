package io.headrace.transport;

import io.headrace.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;

/** An {@link OpenCall} over Jetty's client, which tells of an early answer and of a dead peer at once. */
final class JettyOpenCall implements OpenCall {
    private final JettyCall call;
    private final AsyncRequestContent content;
    private volatile boolean finished;

    private JettyOpenCall(JettyCall call, AsyncRequestContent content) {
        this.call = call;
        this.content = content;
    }

    static JettyOpenCall begin(JettyCall call, AsyncRequestContent content) {
        var open = new JettyOpenCall(call, content);
        call.send();
        return open;
    }

    /** Of a request that has left with all of its body. */
    static OpenCall sendWhole(JettyCall call) throws TransportException, InterruptedException {
        var sent = new CompletableFuture<Void>();
        call.whenSent(() -> sent.complete(null));
        var open = beginBare(call);
        try {
            open.awaitSent(sent);
            return open;
        } catch (InterruptedException givenUp) {
            call.abort(givenUp);
            throw givenUp;
        }
    }

    /** Of a request to which nothing is added. */
    static JettyOpenCall beginBare(JettyCall call) {
        var nothing = new AsyncRequestContent();
        nothing.close();
        var open = begin(call, nothing);
        open.finished = true;
        return open;
    }

    @Override
    public boolean write(ByteBuffer chunk) throws TransportException, InterruptedException {
        if (answered()) {
            return false;
        }
        var sent = new CompletableFuture<Void>();
        content.write(chunk, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        return awaitSent(sent);
    }

    private boolean awaitSent(CompletableFuture<Void> sent) throws TransportException, InterruptedException {
        try {
            CompletableFuture.anyOf(sent, call.head()).get();
            return !answered();
        } catch (ExecutionException failed) {
            if (answered()) {
                return false;
            }
            throw FailureOfCall.translated(call.toString(), failed);
        }
    }

    private boolean answered() {
        return call.head().isDone() && !call.head().isCompletedExceptionally();
    }

    @Override
    public boolean isOver() {
        return call.head().isDone();
    }

    @Override
    public void finish() {
        finished = true;
        content.close();
    }

    @Override
    public Answer answer() throws TransportException, InterruptedException {
        return call.awaitHead();
    }

    @Override
    public void cancel() {
        if (finished && call.isAnswered()) {
            return;
        }
        finished = true;
        var reason = new TransportException(Kind.BROKEN_OFF, call + ": given up");
        content.fail(reason);
        call.abort(reason);
    }

    @Override
    public void close() {
        if (!finished) {
            cancel();
        }
    }
}
