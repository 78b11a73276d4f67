package io.headrace.orchestrator.runner.callback;

import io.headrace.orchestrator.runner.identity.UnguessedNames;
import io.headrace.orchestrator.runner.registry.ProxyTemplate;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.session.OpenSession;
import io.headrace.orchestrator.runner.session.OpenSessions;
import io.headrace.transport.Exchange;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.ProxyDocuments;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

/** An address of its own for a session, which leads to the runner's host and to no other. */
record ProxyWish(OpenSessions sessions, UnguessedNames names, Supplier<String> serviceUri)
        implements CallbackHandler.Wish {

    @Override
    public void grant(Exchange exchange, OpenSession session, String body) throws IOException, UnreadableException {
        var runner = session.runner();
        var wanted = ProxyDocuments.decodeTarget(body);
        if (wanted.filter(target -> !isOnHostOf(runner, target)).isPresent()) {
            exchange.refuse(400, "target_url must have the host of runner_url, and no user, query or fragment");
            return;
        }
        var address = runner.address();
        var target = wanted.map(url -> new ResolvedUri(url, address.address())).orElse(address);
        var id = names.proxy();
        if (sessions.lead(id, session, target)) {
            var url = new ProxyTemplate(runner.card().proxy()).url(id, serviceUri.get());
            exchange.answer(200, "application/json", new ProxyDocuments.Grant(id, url).encode());
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
}
