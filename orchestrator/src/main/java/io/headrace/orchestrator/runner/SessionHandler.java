package io.headrace.orchestrator.runner;

import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.AuthToken;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.runner.SessionGrant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens, pays and stops the sessions of runners that have them (real-time reference section 9.5). Sessions are stopped by
 * whoever knows their ids, which nobody guesses.
 */
final class SessionHandler {

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final SessionDoor door;
    private final Payments payments;
    private final Supplier<String> serviceUri;

    /** How later payments are looked at, taken and answered. */
    record Payments(AppBilling billing, RunnerPrices prices, RunnerPapers papers, Challenges challenges) {}

    SessionHandler(
            RunnerDesk desk, OpenSessions sessions, SessionDoor door, Payments payments, Supplier<String> serviceUri) {
        this.desk = desk;
        this.sessions = sessions;
        this.door = door;
        this.payments = payments;
        this.serviceUri = serviceUri;
    }

    void open(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (!runner.get().isPersistent()) {
            exchange.refuse(400, "only persistent runners have sessions");
        } else {
            open(exchange, runner.get());
        }
    }

    private void open(Exchange exchange, Runner runner) throws IOException {
        try {
            var session = door.enter(exchange, runner);
            if (session.isPresent()) {
                session.get().tab().earned();
                grant(exchange, runner, session.get());
            }
        } catch (InterruptedException stopping) {
            throw Interruption.of(stopping);
        }
    }

    /** Who does not hear of its session does not keep a place. */
    private void grant(Exchange exchange, Runner runner, OpenSession session) throws IOException {
        var control = serviceUri.get() + AppPaths.control(runner, session.id());
        try {
            exchange.answer(
                    200, "application/json", new SessionGrant(session.id(), control + "/app", control).encode());
        } catch (IOException gone) {
            door.leave(session);
            throw gone;
        }
    }

    void stop(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else {
            desk.end(runner.get().id(), path.get("session"), SessionEnd.STOPPED);
            exchange.answer(204);
        }
    }

    void pay(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        var session = runner.flatMap(found -> sessions.find(found, path.get("session")));
        var tariff = runner.flatMap(found -> payments.prices().tariff(found.id()));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (session.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
        } else if (tariff.isEmpty() || !session.get().tab().grows()) {
            exchange.refuse(409, "this session has a fixed price, and is paid");
        } else {
            pay(exchange, runner.get(), session.get(), tariff.get());
        }
    }

    /** Without a payment a client is told anew what to pay: its ticket parameters may have grown old. */
    private void pay(Exchange exchange, Runner runner, OpenSession session, Tariff tariff) throws IOException {
        switch (payments.papers().checkFollowing(exchange.headers(), session.id())) {
            case RunnerPapers.Verdict.Missing() ->
                payments.challenges().answer(exchange, runner, tariff, door.token(session));
            case RunnerPapers.Verdict.Bad(int status, var text) -> exchange.refuse(status, text);
            case RunnerPapers.Verdict.Good good -> {
                if (good.sender().equals(session.tab().payer().address())) {
                    take(exchange, session, tariff, good);
                } else {
                    exchange.refuse(403, "another sender pays for this session");
                }
            }
        }
    }

    private void take(Exchange exchange, OpenSession session, Tariff tariff, RunnerPapers.Verdict.Good good)
            throws IOException {
        var account = session.tab().payer().account();
        if (payments.billing().take(account, good.payment(), tariff.board())
                instanceof Billing.Taking.Refused(var text)) {
            exchange.refuse(400, text);
            return;
        }
        var result = result(good, account, tariff);
        if (result.isPresent()) {
            exchange.answer(200, Headers.contentType("application/octet-stream"), ByteBuffer.wrap(result.get()));
        } else {
            exchange.refuse(500, "Internal Server Error");
        }
    }

    /** New ticket parameters, the same token. */
    private Optional<byte[]> result(RunnerPapers.Verdict.Good good, String account, Tariff tariff) {
        AuthToken token = good.token();
        return payments.billing().offer(good.sender(), account, tariff.board())
                        instanceof Billing.Offer.Priced(var price, var params)
                ? Optional.of(PaymentResultCodec.encode(payments.challenges().info(token, price, params)))
                : Optional.empty();
    }
}
