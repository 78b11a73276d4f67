package io.headrace.orchestrator.runner;

import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import java.io.IOException;

/**
 * Reaches applications: within a session, in a single call that is a session of its own, or by an address that was generated
 * for a session (real-time reference section 9.5).
 */
final class AppHandler {

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final SessionDoor door;
    private final Relay relay;

    AppHandler(RunnerDesk desk, OpenSessions sessions, SessionDoor door, Relay relay) {
        this.desk = desk;
        this.sessions = sessions;
        this.door = door;
        this.relay = relay;
    }

    void inSession(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        var session = runner.flatMap(found -> sessions.find(found, path.get("session")));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (session.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
        } else {
            try {
                relay.pass(exchange, session.get(), runner.get().address(), path.get("path"));
            } catch (InterruptedException stopping) {
                throw Interruption.of(stopping);
            }
        }
    }

    void byProxy(Exchange exchange, PathParameters path) throws IOException {
        var proxied = sessions.proxied(path.get("proxy"));
        if (proxied.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
            return;
        }
        try {
            relay.pass(exchange, proxied.get().session(), proxied.get().target(), path.get("path"));
        } catch (InterruptedException stopping) {
            throw Interruption.of(stopping);
        }
    }

    void once(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (runner.get().isPersistent()) {
            exchange.refuse(400, "only single-shot runners are called without a session");
        } else {
            try {
                once(exchange, runner.get(), path.get("path"));
            } catch (InterruptedException stopping) {
                throw Interruption.of(stopping);
            }
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
