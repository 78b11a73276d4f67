package io.headrace.orchestrator.runner.session;

import io.headrace.machine.Host;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.identity.UnguessedNames;
import io.headrace.orchestrator.runner.payment.RunnerPapers;
import io.headrace.orchestrator.runner.payment.SessionTab;
import io.headrace.orchestrator.runner.payment.SessionTill;
import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.orchestrator.runner.price.Tariff;
import io.headrace.orchestrator.runner.registration.RunnerDesk;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.transport.Exchange;
import java.io.IOException;
import java.util.Optional;

/**
 * How a client comes by a session: papers, place, payment, cover, in this order (guarantee 3). Whoever is refused has been
 * answered, and has given its place back. Any thread.
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
public final class SessionDoor {

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final RunnerPrices prices;
    private final RunnerPapers papers;
    private final SessionTill till;
    private final Tools tools;

    /**
     * What it works with.
     *
     * @param tokens of new sessions that are paid
     * @param names of those that are not
     */
    public record Tools(Host host, SessionTokens tokens, UnguessedNames names) {}

    public SessionDoor(
            RunnerDesk desk,
            OpenSessions sessions,
            RunnerPrices prices,
            RunnerPapers papers,
            SessionTill till,
            Tools tools) {
        this.desk = desk;
        this.sessions = sessions;
        this.prices = prices;
        this.papers = papers;
        this.till = till;
        this.tools = tools;
    }

    /** Empty when the client was refused. A session that is given must be left. */
    public Optional<OpenSession> enter(Exchange exchange, Runner runner) throws IOException, InterruptedException {
        return switch (prices.terms(runner.id())) {
            case RunnerPrices.Terms.Unknown() -> {
                exchange.refuse(503, "the price of this runner is not known just now");
                yield Optional.empty();
            }
            case RunnerPrices.Terms.Free() -> {
                var id = tools.names().session();
                yield reserved(exchange, runner, id) ? opened(exchange, runner, id, till.free()) : Optional.empty();
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
            till.challenges().answer(exchange, runner, tariff, tools.tokens().fresh());
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
            switch (till.open(runner, tariff, good)) {
                case SessionTill.Opening.Opened(var tab) -> session = opened(exchange, runner, good.session(), tab);
                case SessionTill.Opening.Refused(var text) -> exchange.refuse(400, text);
            }
        } finally {
            if (session.isEmpty()) {
                desk.end(runner.id(), good.session(), SessionEnd.UNPAID);
            }
        }
        session.filter(open -> open.tab().grows()).ifPresent(this::chargeLater);
        return session;
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
                        till.interval(),
                        () -> Thread.ofVirtual().name("charge of session").start(() -> charge(session)));
    }

    /** Until it is over, however it ends; one that cannot be charged is over, too. */
    private void charge(OpenSession session) {
        boolean paid = false;
        try {
            paid = session.tab().next();
        } finally {
            if (paid) {
                chargeLater(session);
            } else {
                desk.end(session.runner().id(), session.id(), SessionEnd.UNPAID);
            }
        }
    }

    /** Its work is done, or its client does not want it any more. */
    public void leave(OpenSession session) {
        desk.end(session.runner().id(), session.id(), SessionEnd.STOPPED);
    }
}
