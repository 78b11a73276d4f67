package io.headrace.orchestrator.runner.callback;

import io.headrace.orchestrator.runner.session.OpenSession;
import io.headrace.transport.Exchange;
import io.headrace.wire.runner.ChannelDocuments;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;

/** Trickle channels of a session: made once, however often they are asked for, and taken away all at once or not at all. */
final class ChannelWishes {

    private static final String JSON = "application/json";

    private ChannelWishes() {}

    static void make(Exchange exchange, OpenSession session, String body) throws IOException, UnreadableException {
        switch (session.make(ChannelDocuments.decodeWanted(body))) {
            case OpenSession.Making.Made(var channels) ->
                exchange.answer(200, JSON, ChannelDocuments.encodeMade(channels));
            case OpenSession.Making.TooMany() -> exchange.refuse(503, "no more channels can be made just now");
            case OpenSession.Making.BadName(var name) ->
                exchange.refuse(400, "trickle channel name is too long: " + name);
        }
    }

    static void unmake(Exchange exchange, OpenSession session, String body) throws IOException, UnreadableException {
        var names = ChannelDocuments.decodeUnwanted(body);
        if (session.unmake(names)) {
            exchange.answer(200, JSON, ChannelDocuments.encodeDeleted(names));
        } else {
            exchange.refuse(404, "trickle channel not found");
        }
    }
}
