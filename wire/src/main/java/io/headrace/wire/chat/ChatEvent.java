package io.headrace.wire.chat;

import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/** One event of an answer that comes in pieces. */
public sealed interface ChatEvent {

    /** @param piece has choices, but for the one that tells the usage */
    record Piece(ChatReply piece) implements ChatEvent {}

    /** The runner could not go on; what came before stands. */
    record Failed(String message) implements ChatEvent {}

    /** Nothing follows. Existing nodes do not relay it: their streams end behind the piece with a reason. */
    record Done() implements ChatEvent {}

    /** @throws UnreadableException when the data is no piece, no error and no end */
    static ChatEvent decode(ServerEvent event) throws UnreadableException {
        if (event.data().strip().equals(ServerEvent.DONE)) {
            return new Done();
        }
        var reply = ChatReply.decode(event.data());
        return reply.document().fields().has("error") ? new Failed(message(reply.document())) : new Piece(reply);
    }

    private static String message(JsonDocument document) throws UnreadableException {
        JsonFields fields = document.fields();
        return fields.isObject("error") ? fields.object("error").text("message") : fields.text("error");
    }

    /** As existing nodes write it. */
    default ServerEvent encode() {
        return switch (this) {
            case Piece(var piece) -> ServerEvent.of(piece.encode());
            case Failed(var message) ->
                ServerEvent.of(new JsonObject().text("error", message).toString());
            case Done() -> ServerEvent.of(ServerEvent.DONE);
        };
    }
}
