package io.headrace.orchestrator.runner.relay;

import io.headrace.orchestrator.runner.payment.RunnerPapers;
import io.headrace.orchestrator.runner.registry.RunnerPaths;
import io.headrace.orchestrator.runner.session.OpenSession;
import io.headrace.transport.Header;
import io.headrace.transport.Headers;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.runner.PaymentChallenge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a head is passed on. Headers between neighbours stay where they are, and money stays here: existing nodes let the
 * application of a single call see its payer's tickets [I-034].
 */
final class RelayHeaders {

    private static final Set<String> BETWEEN_NEIGHBOURS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final String ROUTE = "Livepeer-Runner-Route";
    private static final String SESSION = "Livepeer-Session-Id";
    private static final String CONTROL = "Livepeer-Session-Control";
    private static final Set<String> OURS = Set.of(
            "host",
            ROUTE.toLowerCase(Locale.ROOT),
            SESSION.toLowerCase(Locale.ROOT),
            CONTROL.toLowerCase(Locale.ROOT),
            ChannelDocuments.TOKEN_HEADER.toLowerCase(Locale.ROOT),
            PaymentChallenge.PAYER_HEADER.toLowerCase(Locale.ROOT));

    private RelayHeaders() {}

    /** @param serviceUri under which the runner calls back */
    static Headers toApp(Headers asked, OpenSession session, ResolvedUri target, String serviceUri) {
        var runner = session.runner();
        var head = new ArrayList<Header>();
        head.add(new Header("Host", target.authority()));
        head.addAll(passedOn(asked).stream()
                .filter(header -> !OURS.contains(lower(header)) && !RunnerPapers.isHeader(header.name()))
                .toList());
        head.add(new Header(ROUTE, runner.id()));
        head.add(new Header(CONTROL, serviceUri + RunnerPaths.callback(runner, session.id())));
        head.add(new Header(SESSION, session.id()));
        head.add(new Header(
                ChannelDocuments.TOKEN_HEADER, runner.identity().keys().sessionToken(session.id())));
        return new Headers(head);
    }

    /** The date is that of this node's answer. */
    static Headers fromApp(Headers answered) {
        return new Headers(passedOn(answered).stream()
                .filter(header -> !lower(header).equals("date"))
                .toList());
    }

    /** Of a wish to go on in another protocol, or of the answer to it. */
    static Headers upgrading(Headers passedOn, Headers original) {
        return passedOn.with("Connection", "Upgrade")
                .with("Upgrade", original.first("Upgrade").orElse("websocket"));
    }

    static boolean asksForWebSocket(Headers asked) {
        return named(asked, "Connection").contains("upgrade")
                && named(asked, "Upgrade").contains("websocket");
    }

    private static List<Header> passedOn(Headers headers) {
        var between = new TreeSet<>(BETWEEN_NEIGHBOURS);
        between.addAll(named(headers, "Connection"));
        return headers.all().stream()
                .filter(header -> !between.contains(lower(header)))
                .toList();
    }

    private static Set<String> named(Headers headers, String list) {
        return headers.values(list)
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static String lower(Header header) {
        return header.name().toLowerCase(Locale.ROOT);
    }
}
