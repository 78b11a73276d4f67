package io.headrace.transport;

import io.headrace.transport.TransportException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.client.HttpUpgrader;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** A request for another protocol: the connection it went out on becomes a tunnel, or it is answered like any other. */
final class JettyUpgrade implements HttpUpgrader {
    private final HttpCall call;
    private final Executor executor;
    private final Duration idle;
    private final CompletableFuture<Upgrade> outcome = new CompletableFuture<>();

    private JettyUpgrade(HttpCall call, Executor executor, Duration idle) {
        this.call = call;
        this.executor = executor;
        this.idle = idle;
    }

    static Upgrade ask(HttpCall call, Request request, LongSupplier elapsed, Executor executor, Duration idle)
            throws TransportException, InterruptedException {
        var upgrade = new JettyUpgrade(call, executor, idle);
        ((HttpRequest) request).getConversation().setAttribute(HttpUpgrader.class.getName(), upgrade);
        return upgrade.await(new JettyCall(call, request, elapsed));
    }

    private Upgrade await(JettyCall asked) throws TransportException, InterruptedException {
        asked.send();
        var _ = asked.head().whenComplete((_, failure) -> {
            if (failure == null) {
                outcome.complete(new Upgrade.Declined(asked.answerThatCame()));
            } else {
                outcome.completeExceptionally(failure);
            }
        });
        try {
            return outcome.get(call.limits().untilHead().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            asked.abort(late);
            throw new TransportException(
                    Kind.HEADER_TIMEOUT,
                    asked + ": no answer within " + call.limits().untilHead(),
                    late);
        } catch (ExecutionException failed) {
            throw FailureOfCall.translated(asked.toString(), failed);
        } catch (InterruptedException interrupted) {
            asked.abort(interrupted);
            throw interrupted;
        }
    }

    @Override
    public void prepare(Request request) {}

    @Override
    public void upgrade(Response response, EndPoint endPoint, Callback callback) {
        var tunnel = new JettyTunnel(endPoint, executor, idle);
        endPoint.upgrade(tunnel);
        callback.succeeded();
        if (!outcome.complete(new Upgrade.Switched(JettyHeaders.of(response.getHeaders()), tunnel))) {
            tunnel.close();
        }
    }
}
