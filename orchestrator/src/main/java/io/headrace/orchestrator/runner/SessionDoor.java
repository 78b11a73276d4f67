package io.headrace.orchestrator.runner;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.orchestrator.runner.RunnerEffect.Outcome;
import io.headrace.transport.Exchange;
import io.headrace.wire.AuthToken;
import io.headrace.wire.PeerError;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * How a client comes by a session: papers, place, payment, cover, in this order (guarantee 3). Whoever is refused has been
 * answered, and has given its place back.
 *
 * <pre>
 * 400  a payment that is not taken, a balance that is too low
 * 402  a challenge, or a payment that makes no sense
 * 403  credentials
 * 404  the runner left
 * 409  the session is open
 * 503  the runner has all it can do or is not ready, or its price is not known just now
 * </pre>
 */
final class SessionDoor {

    private static final String PREFIX = "session_";
    private static final int ID_BYTES = 16;

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final RunnerPrices prices;
    private final RunnerPapers papers;
    private final Challenges challenges;
    private final Tools tools;

    /**
     * What it works with.
     *
     * @param interval for which sessions are paid ahead
     */
    record Tools(
            Host host,
            NanoTicker ticker,
            AppBilling billing,
            SessionTokens tokens,
            SecretSource secrets,
            Duration interval) {}

    SessionDoor(
            RunnerDesk desk,
            OpenSessions sessions,
            RunnerPrices prices,
            RunnerPapers papers,
            Challenges challenges,
            Tools tools) {
        this.desk = desk;
        this.sessions = sessions;
        this.prices = prices;
        this.papers = papers;
        this.challenges = challenges;
        this.tools = tools;
    }

    /** Empty when the client was refused. A session that is given must be ended. */
    Optional<OpenSession> enter(Exchange exchange, Runner runner) throws IOException, InterruptedException {
        return switch (prices.terms(runner.id())) {
            case RunnerPrices.Terms.Unknown() -> {
                exchange.refuse(503, "the price of this runner is not known just now");
                yield Optional.empty();
            }
            case RunnerPrices.Terms.Free() -> {
                var id = PREFIX + Base32.of(tools.secrets().bytes(ID_BYTES));
                yield reserved(exchange, runner, id)
                        ? opened(exchange, runner, id, SessionTab.free(tools.billing(), tools.ticker()))
                        : Optional.empty();
            }
            case RunnerPrices.Terms.Priced(var tariff) -> enterPaid(exchange, runner, tariff);
        };
    }

    private Optional<OpenSession> enterPaid(Exchange exchange, Runner runner, Tariff tariff)
            throws IOException, InterruptedException {
        switch (papers.check(exchange.headers())) {
            case RunnerPapers.Verdict.Missing() -> challenge(exchange, runner, tariff);
            case RunnerPapers.Verdict.Bad(int status, var text) -> exchange.refuse(status, text);
            case RunnerPapers.Verdict.Good good -> {
                if (reserved(exchange, runner, good.session())) {
                    return paid(exchange, runner, tariff, good);
                }
            }
        }
        return Optional.empty();
    }

    /** Nobody is asked to pay for what is not to be had. */
    private void challenge(Exchange exchange, Runner runner, Tariff tariff) throws IOException {
        if (!desk.isOffered(runner)) {
            refuse(exchange, new Outcome.NotReady());
        } else if (runner.sessions().size() >= runner.card().capacity()) {
            refuse(exchange, new Outcome.Full(runner.card().capacity()));
        } else {
            challenges.answer(exchange, runner, tariff, tools.tokens().fresh());
        }
    }

    private boolean reserved(Exchange exchange, Runner runner, String session)
            throws IOException, InterruptedException {
        var outcome = desk.reserve(runner, session);
        if (outcome instanceof Outcome.Reserved) {
            return true;
        }
        refuse(exchange, outcome);
        return false;
    }

    private static void refuse(Exchange exchange, Outcome outcome) throws IOException {
        switch (outcome) {
            case Outcome.Full(int capacity) -> exchange.refuse(503, "runner has all of its " + capacity + " sessions");
            case Outcome.NotReady() -> exchange.refuse(503, "runner is not ready");
            case Outcome.SessionExists() -> exchange.refuse(409, "runner session exists");
            case Outcome.Unknown() -> exchange.refuse(404, RunnerAnswers.NO_RUNNER);
            case Outcome.Enrolled _, Outcome.ListTaken _, Outcome.Refused _, Outcome.Departed _, Outcome.Reserved _ ->
                throw new IllegalStateException("A question for a place led to " + outcome);
        }
    }

    /** The place is given back, whatever happens here. */
    private Optional<OpenSession> paid(Exchange exchange, Runner runner, Tariff tariff, RunnerPapers.Verdict.Good good)
            throws IOException {
        Optional<OpenSession> session = Optional.empty();
        try {
            var tab = tab(exchange, runner, tariff, good);
            if (tab.isPresent()) {
                session = opened(exchange, runner, good.session(), tab.get());
            }
        } finally {
            if (session.isEmpty()) {
                desk.end(runner.id(), good.session(), SessionEnd.UNPAID);
            }
        }
        session.filter(open -> open.tab().grows()).ifPresent(this::chargeLater);
        return session;
    }

    private Optional<SessionTab> tab(Exchange exchange, Runner runner, Tariff tariff, RunnerPapers.Verdict.Good good)
            throws IOException {
        var billing = tools.billing();
        var board = tariff.board();
        var payer = new SessionTab.Payer(good.sender(), Challenges.account(runner, good.session()));
        if (billing.take(payer.account(), good.payment(), board) instanceof Billing.Taking.Refused(var text)) {
            exchange.refuse(400, text);
            return Optional.empty();
        }
        var price = billing.price(payer.address(), payer.account(), board);
        if (price.compareTo(board.leastHonoured(payer.address(), billing.block())) < 0) {
            exchange.refuse(400, "this session was paid for at another price; ask for a new one");
            return Optional.empty();
        }
        var fee = new RunnerFee(price, tariff.measure());
        var tab = SessionTab.open(billing, payer, fee, tools.interval(), tools.ticker());
        if (tab.isEmpty()) {
            exchange.refuse(400, PeerError.INSUFFICIENT_BALANCE.text());
        }
        return tab;
    }

    /** The runner may have gone while the payment was taken. */
    private Optional<OpenSession> opened(Exchange exchange, Runner runner, String id, SessionTab tab)
            throws IOException {
        var session = sessions.open(runner, id, tab);
        if (desk.holds(runner.id(), id)) {
            return Optional.of(session);
        }
        sessions.release(runner, id, SessionEnd.RUNNER_LOST);
        exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        return Optional.empty();
    }

    private void chargeLater(OpenSession session) {
        tools.host()
                .after(
                        tools.interval(),
                        () -> Thread.ofVirtual().name("charge of session").start(() -> charge(session)));
    }

    /** Until it is over, however it ends. */
    private void charge(OpenSession session) {
        if (session.tab().next()) {
            chargeLater(session);
        } else {
            desk.end(session.runner().id(), session.id(), SessionEnd.UNPAID);
        }
    }

    /** A new one for a session that is open. */
    AuthToken token(OpenSession session) {
        return tools.tokens().of(session.id());
    }

    /** Its work is done, or its client does not want it any more. */
    void leave(OpenSession session) {
        desk.end(session.runner().id(), session.id(), SessionEnd.STOPPED);
    }
}
