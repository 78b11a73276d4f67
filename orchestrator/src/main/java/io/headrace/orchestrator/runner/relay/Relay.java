package io.headrace.orchestrator.runner.relay;

import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.session.OpenSession;
import io.headrace.orchestrator.runner.session.Seat;
import io.headrace.transport.Answer;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.transport.TransportException;
import io.headrace.transport.address.ResolvedUri;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Passes a request of a session on to an application, and its answer back, each as it comes. A call ends when the session
 * does, when the client leaves or when the application does; what was begun is then seen to be broken off.
 *
 * <pre>
 * 400  a path that is in no address
 * 404  the session is over
 * 429  the session has as many calls under way as it may have
 * 502  the application cannot be reached, broke off before it answered, or speaks something else
 * 504  it did not answer in time
 * </pre>
 */
public final class Relay {

    private static final int CHUNK = 16_384;
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
    private static final Set<String> USUALLY_WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final HttpClient client;
    private final RelayLimits limits;
    private final TunnelRelay tunnels;
    private final Supplier<String> serviceUri;

    /** @param client that passes bodies on as they came */
    public Relay(HttpClient client, RelayLimits limits, Supplier<String> serviceUri) {
        this.client = client;
        this.limits = limits;
        this.tunnels = new TunnelRelay(client, limits);
        this.serviceUri = serviceUri;
    }

    /**
     * Answers the exchange in any case. An application that answers has earned what is charged once.
     *
     * @param path decoded, without a slash before it
     */
    void pass(Exchange exchange, OpenSession session, ResolvedUri target, String path)
            throws IOException, InterruptedException {
        var found = session.enter();
        if (found.isEmpty()) {
            exchange.refuse(429, "this session is over, or has " + session.mostCalls() + " calls under way");
            return;
        }
        try (var seat = found.get()) {
            var call = call(exchange, session, target, path);
            if (call.isEmpty()) {
                exchange.refuse(400, "no such address");
            } else if (RelayHeaders.asksForWebSocket(exchange.headers())) {
                tunnels.pass(exchange, call.get(), seat, session.tab());
            } else {
                pass(exchange, call.get(), seat, session.tab());
            }
        }
    }

    /** Empty when the path can be in no address. */
    private Optional<HttpCall> call(Exchange exchange, OpenSession session, ResolvedUri target, String path) {
        try {
            return Optional.of(new HttpCall(
                    exchange.method(),
                    target.resource(path, exchange.query()),
                    RelayHeaders.toApp(exchange.headers(), session, target, serviceUri.get()),
                    HttpCall.Version.HTTP_1_1,
                    new HttpCall.Limits(
                            limits.untilAnswer(), limits.wholeCall(), limits.answerBytes(), limits.silence())));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    private void pass(Exchange exchange, HttpCall call, Seat seat, SessionTab tab)
            throws IOException, InterruptedException {
        try (var open = hasBody(exchange) ? client.open(call) : client.openWithoutBody(call)) {
            seat.onCut(open::cancel);
            exchange.onPeerGone(open::cancel);
            Answer answer;
            try {
                sendBody(exchange, open);
                answer = answer(open);
            } catch (AppFailedException failure) {
                refuse(exchange, seat, failure.cause());
                return;
            }
            try (answer) {
                if (answer.status() < 200) {
                    exchange.refuse(502, "the application changes to another protocol, which nobody asked for");
                    return;
                }
                tab.earned();
                passBack(exchange, answer);
            }
        }
    }

    /** A body announces itself over HTTP/1.1; over HTTP/2 the method has to say. */
    private static boolean hasBody(Exchange exchange) {
        var headers = exchange.headers();
        var length = headers.first("Content-Length");
        return length.map(bytes -> !bytes.equals("0"))
                .orElseGet(() -> headers.first("Transfer-Encoding").isPresent()
                        || USUALLY_WITH_BODY.contains(exchange.method()));
    }

    /** Whose fault it was matters: what the client's body throws is its own affair. */
    private void sendBody(Exchange exchange, OpenCall open)
            throws IOException, InterruptedException, AppFailedException {
        if (!hasBody(exchange)) {
            open.finish();
            return;
        }
        try (var body = exchange.body().stream(limits.requestBytes())) {
            byte[] chunk = new byte[CHUNK];
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                if (!write(open, ByteBuffer.wrap(chunk, 0, read))) {
                    return;
                }
            }
        }
        open.finish();
    }

    private static boolean write(OpenCall open, ByteBuffer chunk) throws InterruptedException, AppFailedException {
        try {
            return open.write(chunk);
        } catch (TransportException failure) {
            throw new AppFailedException(failure);
        }
    }

    private static Answer answer(OpenCall open) throws InterruptedException, AppFailedException {
        try {
            return open.answer();
        } catch (TransportException failure) {
            throw new AppFailedException(failure);
        }
    }

    private void refuse(Exchange exchange, Seat seat, TransportException failure) throws IOException {
        if (seat.isCut()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
        } else if (failure.kind() == TransportException.Kind.HEADER_TIMEOUT) {
            exchange.refuse(504, "the application did not answer within " + limits.untilAnswer());
        } else {
            exchange.refuse(502, "the application cannot be reached, or broke off before it answered");
        }
    }

    private static void passBack(Exchange exchange, Answer answer) throws IOException {
        var headers = RelayHeaders.fromApp(answer.headers());
        if (exchange.method().equals("HEAD") || WITHOUT_BODY.contains(answer.status())) {
            exchange.answer(answer.status(), headers, ByteBuffer.allocate(0));
            return;
        }
        passBody(exchange, answer, headers);
    }

    /** An answer that is not closed is seen to be broken off by whoever reads it. */
    private static void passBody(Exchange exchange, Answer answer, Headers headers) throws IOException {
        var from = answer.body();
        var to = exchange.begin(answer.status(), headers);
        byte[] chunk = new byte[CHUNK];
        while (true) {
            int read;
            try {
                read = from.read(chunk);
            } catch (IOException brokenOff) {
                return;
            }
            if (read < 0) {
                to.close();
                return;
            }
            to.write(ByteBuffer.wrap(chunk, 0, read));
        }
    }

    /** It was the application that failed, not the client. */
    private static final class AppFailedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final TransportException failure;

        AppFailedException(TransportException failure) {
            super(failure);
            this.failure = failure;
        }

        TransportException cause() {
            return failure;
        }
    }
}
