package io.headrace.orchestrator.runner.relay;

import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.session.Seat;
import io.headrace.transport.Answer;
import io.headrace.transport.Exchange;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.TransportException;
import io.headrace.transport.Tunnel;
import io.headrace.transport.Upgrade;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/**
 * Passes a WebSocket on: the application is asked first, and when it agrees the two connections are joined, byte for byte,
 * until one of the two ends, the session does, or nobody says anything for too long. Frames are not looked at.
 */
final class TunnelRelay {

    private static final int CHUNK = 16_384;

    private final HttpClient client;
    private final RelayLimits limits;
    private final Semaphore free;

    TunnelRelay(HttpClient client, RelayLimits limits) {
        this.client = client;
        this.limits = limits;
        this.free = new Semaphore(limits.tunnels());
    }

    /** Returns when the tunnel has ended. Answers the exchange in any case. */
    void pass(Exchange exchange, HttpCall call, Seat seat, SessionTab tab) throws IOException, InterruptedException {
        if (!free.tryAcquire()) {
            exchange.refuse(503, limits.tunnels() + " connections are passed on, which is the most here");
            return;
        }
        try {
            ask(exchange, call, seat, tab);
        } finally {
            free.release();
        }
    }

    private void ask(Exchange exchange, HttpCall call, Seat seat, SessionTab tab)
            throws IOException, InterruptedException {
        var head = RelayHeaders.upgrading(call.headers(), exchange.headers());
        var asking = new HttpCall(call.method(), call.uri(), head, call.version(), call.limits());
        Upgrade upgrade;
        try {
            upgrade = client.upgrade(asking, limits.silence());
        } catch (TransportException failure) {
            exchange.refuse(502, "the application cannot be reached, or broke off before it answered");
            return;
        }
        tab.earned();
        switch (upgrade) {
            case Upgrade.Declined(var answer) -> decline(exchange, answer);
            case Upgrade.Switched(var headers, var app) -> {
                try (app) {
                    var answered = RelayHeaders.upgrading(RelayHeaders.fromApp(headers), headers);
                    try (var asker = exchange.upgrade(answered, limits.silence())) {
                        join(asker, app, seat);
                    }
                }
            }
        }
    }

    private void decline(Exchange exchange, Answer answer) throws IOException {
        try (answer) {
            exchange.answer(
                    answer.status(),
                    RelayHeaders.fromApp(answer.headers()),
                    ByteBuffer.wrap(answer.body().readNBytes(CHUNK)));
        }
    }

    /** One direction on this thread, one on a thread of its own. */
    private static void join(Tunnel asker, Tunnel app, Seat seat) throws InterruptedException {
        seat.onCut(() -> {
            app.close();
            asker.close();
        });
        var back = Thread.ofVirtual().name("tunnel").start(() -> pump(app, asker));
        pump(asker, app);
        back.join();
    }

    /** When one side has said its last word, the other is told, and may still say its own. */
    private static void pump(Tunnel from, Tunnel to) {
        var chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (from.read(chunk) >= 0) {
                to.write(chunk.flip());
                chunk.clear();
            }
            to.endOutput();
        } catch (IOException over) {
            from.close();
            to.close();
        }
    }
}
