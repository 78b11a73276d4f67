package io.headrace.orchestrator.runner.relay;

import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.answer.WaitingHandler;
import io.headrace.orchestrator.runner.registration.RunnerDesk;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerPaths;
import io.headrace.orchestrator.runner.session.OpenSessions;
import io.headrace.orchestrator.runner.session.SessionDoor;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.util.List;

/**
 * Reaches applications: within a session, in a single call that is a session of its own, or by an address that was generated
 * for a session (real-time reference section 9.5).
 */
public final class AppHandler {

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final SessionDoor door;
    private final Relay relay;

    public AppHandler(RunnerDesk desk, OpenSessions sessions, SessionDoor door, Relay relay) {
        this.desk = desk;
        this.sessions = sessions;
        this.door = door;
        this.relay = relay;
    }

    public List<Route> routes() {
        return List.of(
                Route.anyMethod(RunnerPaths.SESSION_APP, WaitingHandler.of(this::inSession)),
                Route.anyMethod(RunnerPaths.APP, WaitingHandler.of(this::once)),
                Route.anyMethod(RunnerPaths.PROXY, WaitingHandler.of(this::byProxy)));
    }

    private void inSession(Exchange exchange, PathParameters path) throws IOException, InterruptedException {
        var runner = desk.find(path.get("runner"));
        var session = runner.flatMap(found -> sessions.find(found, path.get("session")));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (session.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
        } else {
            relay.pass(exchange, session.get(), runner.get().address(), path.get("path"));
        }
    }

    private void byProxy(Exchange exchange, PathParameters path) throws IOException, InterruptedException {
        var proxied = sessions.proxied(path.get("proxy"));
        if (proxied.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
        } else {
            relay.pass(exchange, proxied.get().session(), proxied.get().target(), path.get("path"));
        }
    }

    private void once(Exchange exchange, PathParameters path) throws IOException, InterruptedException {
        var runner = desk.find(path.get("runner"));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (runner.get().isPersistent()) {
            exchange.refuse(400, "only single-shot runners are called without a session");
        } else {
            once(exchange, runner.get(), path.get("path"));
        }
    }

    /** The place is given back in any case. */
    private void once(Exchange exchange, Runner runner, String path) throws IOException, InterruptedException {
        var session = door.enter(exchange, runner);
        if (session.isEmpty()) {
            return;
        }
        try {
            relay.pass(exchange, session.get(), runner.address(), path);
        } finally {
            door.leave(session.get());
        }
    }
}
