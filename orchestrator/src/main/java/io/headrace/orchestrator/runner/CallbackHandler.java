package io.headrace.orchestrator.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.SecretSource;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.runner.ProxyDocuments;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a runner wants for one of its sessions (real-time reference section 9.7).
 *
 * <pre>
 * 400  a document that makes no sense, a name or a target that is not taken
 * 401  the token is not that of the session
 * 404  nobody of this id, no such session or channel
 * 503  no more channels or proxies
 * </pre>
 */
final class CallbackHandler {

    private static final String SESSION = "/runner/{runner}/session/{session}";
    private static final int MAX_BODY = 65_536;
    private static final String JSON = "application/json";
    private static final int PROXY_BYTES = 16;

    private final RunnerDesk desk;
    private final OpenSessions sessions;
    private final SecretSource secrets;
    private final Supplier<String> serviceUri;

    CallbackHandler(RunnerDesk desk, OpenSessions sessions, SecretSource secrets, Supplier<String> serviceUri) {
        this.desk = desk;
        this.sessions = sessions;
        this.secrets = secrets;
        this.serviceUri = serviceUri;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", SESSION + "/channels", guarded(this::makeChannels)),
                Route.of("DELETE", SESSION + "/channels", guarded(this::unmakeChannels)),
                Route.of("POST", SESSION + "/proxy", guarded(this::makeProxy)),
                Route.of("POST", SESSION + "/stop", guarded(this::stop)));
    }

    /** What is done once it is clear who asks. */
    @FunctionalInterface
    private interface Wish {
        void grant(Exchange exchange, OpenSession session) throws IOException, UnreadableException;
    }

    private Route.Handler guarded(Wish wish) {
        return (exchange, path) -> {
            try {
                var session = asker(exchange, path);
                if (session.isPresent()) {
                    wish.grant(exchange, session.get());
                }
            } catch (UnreadableException unreadable) {
                exchange.refuse(400, unreadable.sentence());
            }
        };
    }

    private Optional<OpenSession> asker(Exchange exchange, PathParameters path) throws IOException {
        var runner = desk.find(path.get("runner"));
        var id = path.get("session");
        var token = exchange.headers().first(ChannelDocuments.TOKEN_HEADER).orElse("");
        if (runner.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (!runner.get().identity().keys().isTokenOf(id, token)) {
            exchange.refuse(401, RunnerAnswers.UNAUTHORIZED);
        } else {
            var session = sessions.find(runner.get(), id);
            if (session.isEmpty()) {
                exchange.refuse(404, RunnerAnswers.NO_SESSION);
            }
            return session;
        }
        return Optional.empty();
    }

    private static String body(Exchange exchange) throws IOException {
        return new String(exchange.body().readAll(MAX_BODY), UTF_8);
    }

    private void makeChannels(Exchange exchange, OpenSession session) throws IOException, UnreadableException {
        switch (session.make(ChannelDocuments.decodeWanted(body(exchange)))) {
            case OpenSession.Making.Made(var channels) ->
                exchange.answer(200, JSON, ChannelDocuments.encodeMade(channels));
            case OpenSession.Making.TooMany() -> exchange.refuse(503, "no more channels can be made just now");
            case OpenSession.Making.BadName(var name) ->
                exchange.refuse(400, "trickle channel name is too long: " + name);
        }
    }

    private void unmakeChannels(Exchange exchange, OpenSession session) throws IOException, UnreadableException {
        var names = ChannelDocuments.decodeUnwanted(body(exchange));
        if (session.unmake(names)) {
            exchange.answer(200, JSON, ChannelDocuments.encodeDeleted(names));
        } else {
            exchange.refuse(404, "trickle channel not found");
        }
    }

    private void makeProxy(Exchange exchange, OpenSession session) throws IOException, UnreadableException {
        var runner = session.runner();
        var wanted = ProxyDocuments.decodeTarget(body(exchange));
        if (wanted.filter(target -> !isOnHostOf(runner, target)).isPresent()) {
            exchange.refuse(400, "target_url must have the host of runner_url, and no user, query or fragment");
            return;
        }
        var address = runner.address();
        var target = wanted.map(url -> new ResolvedUri(url, address.address())).orElse(address);
        var id = "proxy_" + Base32.of(secrets.bytes(PROXY_BYTES));
        if (sessions.lead(id, session, target)) {
            var url = new ProxyTemplate(runner.card().proxy()).url(id, serviceUri.get());
            exchange.answer(200, JSON, new ProxyDocuments.Grant(id, url).encode());
        } else {
            exchange.refuse(503, "this session has all the proxies that it may have");
        }
    }

    /** What was resolved for the runner is what is connected to. */
    private static boolean isOnHostOf(Runner runner, URI target) {
        return target.getHost().equalsIgnoreCase(runner.address().uri().getHost())
                && target.getUserInfo() == null
                && target.getQuery() == null
                && target.getFragment() == null;
    }

    private void stop(Exchange exchange, OpenSession session) throws IOException {
        desk.end(session.runner().id(), session.id(), SessionEnd.STOPPED_BY_RUNNER);
        exchange.answer(204);
    }
}
