package io.headrace.orchestrator.runner.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.identity.UnguessedNames;
import io.headrace.orchestrator.runner.registration.RunnerDesk;
import io.headrace.orchestrator.runner.registry.SessionEnd;
import io.headrace.orchestrator.runner.session.OpenSession;
import io.headrace.orchestrator.runner.session.OpenSessions;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a runner wants for one of its sessions, once it is clear that the session is its own (real-time reference section 9.7).
 *
 * <pre>
 * 400  a document that makes no sense, a name or a target that is not taken
 * 401  the token is not that of the session
 * 404  nobody of this id, no such session or channel
 * 503  no more channels or proxies
 * </pre>
 */
public final class CallbackHandler {

    private static final String SESSION = "/runner/{runner}/session/{session}";
    private static final int MAX_BODY = 65_536;

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final ProxyWish proxies;

    /** What is done for a session once it is clear who asks. */
    @FunctionalInterface
    interface Wish {
        /** @param body of the request */
        void grant(Exchange exchange, OpenSession session, String body) throws IOException, UnreadableException;
    }

    /** @param serviceUri of this node, under which generated addresses lie */
    public CallbackHandler(RunnerDesk desk, OpenSessions sessions, UnguessedNames names, Supplier<String> serviceUri) {
        this.desk = desk;
        this.sessions = sessions;
        this.proxies = new ProxyWish(sessions, names, serviceUri);
    }

    public List<Route> routes() {
        return List.of(
                Route.of("POST", SESSION + "/channels", guarded(ChannelWishes::make)),
                Route.of("DELETE", SESSION + "/channels", guarded(ChannelWishes::unmake)),
                Route.of("POST", SESSION + "/proxy", guarded(proxies)),
                Route.of("POST", SESSION + "/stop", guarded(this::stop)));
    }

    private Route.Handler guarded(Wish wish) {
        return (exchange, path) -> {
            var session = asker(exchange, path);
            if (session.isEmpty()) {
                return;
            }
            try {
                wish.grant(exchange, session.get(), new String(exchange.body().readAll(MAX_BODY), UTF_8));
            } catch (UnreadableException unreadable) {
                exchange.refuse(400, unreadable.sentence());
            }
        };
    }

    /** Or answers. */
    private Optional<OpenSession> asker(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        var id = path.get("session");
        var token = exchange.headers().first(ChannelDocuments.TOKEN_HEADER).orElse("");
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
            return Optional.empty();
        }
        if (!runner.get().identity().keys().isTokenOf(id, token)) {
            exchange.refuse(401, RunnerAnswers.UNAUTHORIZED);
            return Optional.empty();
        }
        var session = sessions.find(runner.get(), id);
        if (session.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_SESSION);
        }
        return session;
    }

    private void stop(Exchange exchange, OpenSession session, String body) throws IOException {
        desk.end(session.runner().id(), session.id(), SessionEnd.STOPPED_BY_RUNNER);
        exchange.answer(204);
    }
}
