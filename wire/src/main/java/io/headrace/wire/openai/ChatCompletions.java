package io.headrace.wire.openai;

import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.chat.ChatEvent;
import io.headrace.wire.chat.ChatReply;
import io.headrace.wire.chat.TokenUsage;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.StringJoiner;

/**
 * {@code POST /v1/chat/completions}. The request is that of the pipeline {@code llm}, with defaults for what existing
 * gateways demand; the answers differ from theirs by {@code object}, by a {@code null} where no reason to stop is, and by
 * when the usage is told: once, behind the last piece, to clients that asked for it.
 */
public final class ChatCompletions {

    public static final String PATH = "/v1/chat/completions";

    private static final String OPTIONS = "stream_options";

    private ChatCompletions() {}

    /** @param usageWanted whether the client asked for the usage of an answer in pieces */
    public record Asked(BatchRequest.Llm request, boolean usageWanted) {}

    public static Asked decode(String json) throws UnreadableException {
        var request =
                (BatchRequest.Llm) BatchRequestCodec.decode(BuiltInPipelines.LLM, new RequestContent.Document(json));
        var options = request.body().document().fields().object(OPTIONS);
        return new Asked(request, options.flag("include_usage"));
    }

    /** A whole answer. */
    public static String encode(ChatReply reply) throws UnreadableException {
        return marked(reply.document().withoutNulls(), "chat.completion").sorted();
    }

    /** A piece of an answer, or its end. */
    public static ServerEvent encode(ChatEvent event) throws UnreadableException {
        return switch (event) {
            case ChatEvent.Piece(var piece) -> ServerEvent.of(piece(piece).sorted());
            case ChatEvent.Failed(var message) -> failure(message);
            case ChatEvent.Done() -> event.encode();
        };
    }

    /** What stands in the place of the end of an answer that could not be finished. */
    public static ServerEvent failure(String message) {
        var error = new JsonObject().text("message", message).text("type", "server_error");
        return ServerEvent.of(new JsonObject().json("error", error.toString()).toString());
    }

    private static JsonDocument piece(ChatReply piece) throws UnreadableException {
        return marked(piece.document().withoutNulls().without("usage"), "chat.completion.chunk");
    }

    /**
     * The piece that tells the usage, which stands between the last one with a choice and the end.
     *
     * @param last any piece of the same answer
     */
    public static ServerEvent usage(ChatReply last, TokenUsage usage) throws UnreadableException {
        return ServerEvent.of(piece(last)
                .withJson("choices", "[]")
                .withJson("usage", usage.json())
                .sorted());
    }

    /** With the name of its kind, and in each choice a reason, if only {@code null}. */
    private static JsonDocument marked(JsonDocument document, String kind) throws UnreadableException {
        var choices = document.objects("choices");
        var marked = new StringJoiner(",", "[", "]");
        for (var choice : choices) {
            boolean ended = !choice.fields().text("finish_reason").isEmpty();
            marked.add((ended ? choice : choice.withJson("finish_reason", "null")).text());
        }
        return document.withJson("choices", marked.toString()).with("object", kind);
    }
}
