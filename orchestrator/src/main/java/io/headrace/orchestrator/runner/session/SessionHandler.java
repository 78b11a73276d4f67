package io.headrace.orchestrator.runner.session;

import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.answer.WaitingHandler;
import io.headrace.orchestrator.runner.payment.RunnerPapers;
import io.headrace.orchestrator.runner.payment.SessionTill;
import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.orchestrator.runner.price.Tariff;
import io.headrace.orchestrator.runner.registration.RunnerDesk;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerPaths;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.PaymentResultCodec;
import io.headrace.wire.runner.SessionGrant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * Opens, pays and stops the sessions of runners that have them (real-time reference section 9.5). Sessions are stopped by
 * whoever knows their ids, which nobody guesses.
 */
public final class SessionHandler {

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final SessionDoor door;
    private final Payments payments;
    private final Supplier<String> serviceUri;

    /** How later payments are looked at, taken and answered. */
    public record Payments(RunnerPrices prices, RunnerPapers papers, SessionTill till, SessionTokens tokens) {}

    public SessionHandler(
            RunnerDesk desk, OpenSessions sessions, SessionDoor door, Payments payments, Supplier<String> serviceUri) {
        this.desk = desk;
        this.sessions = sessions;
        this.door = door;
        this.payments = payments;
        this.serviceUri = serviceUri;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("POST", RunnerPaths.OPEN, WaitingHandler.of(this::open)),
                Route.of("POST", RunnerPaths.STOP, this::stop),
                Route.of("POST", RunnerPaths.PAYMENT, this::pay));
    }

    private void open(Exchange exchange, PathParameters path) throws IOException, InterruptedException {
        var runner = desk.find(path.get("runner"));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (!runner.get().isPersistent()) {
            exchange.refuse(400, "only persistent runners have sessions");
        } else {
            var session = door.enter(exchange, runner.get());
            if (session.isPresent()) {
                session.get().tab().earned();
                grant(exchange, session.get());
            }
        }
    }

    /** Who does not hear of its session does not keep a place. */
    private void grant(Exchange exchange, OpenSession session) throws IOException {
        var control = serviceUri.get() + RunnerPaths.control(session.runner(), session.id());
        try {
            exchange.answer(
                    200, "application/json", new SessionGrant(session.id(), control + "/app", control).encode());
        } catch (IOException gone) {
            door.leave(session);
            throw gone;
        }
    }

    private void stop(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else {
            desk.end(runner.get().id(), path.get("session"), SessionEnd.STOPPED);
            exchange.answer(204);
        }
    }

    private void pay(Exchange exchange, PathParameters path) throws IOException {
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
        var till = payments.till();
        switch (payments.papers().checkFollowing(exchange.headers(), session.id())) {
            case RunnerPapers.Verdict.Missing() ->
                till.challenges()
                        .answer(exchange, runner, tariff, payments.tokens().of(session.id()));
            case RunnerPapers.Verdict.Bad(int status, var text) -> exchange.refuse(status, text);
            case RunnerPapers.Verdict.Good good -> answer(exchange, till.add(session.tab(), tariff, good));
        }
    }

    private static void answer(Exchange exchange, SessionTill.Topping topping) throws IOException {
        switch (topping) {
            case SessionTill.Topping.Taken(var offer) ->
                exchange.answer(
                        200,
                        Headers.contentType("application/octet-stream"),
                        ByteBuffer.wrap(PaymentResultCodec.encode(offer)));
            case SessionTill.Topping.Refused(int status, var text) -> exchange.refuse(status, text);
        }
    }
}
