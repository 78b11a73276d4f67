package io.headrace.cli.run.reply;

import io.headrace.wire.sse.EventStreamDecoder;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer that comes word by word: events with pieces of a chat, comments between them while nothing is to be said, and
 * {@code [DONE]} behind the last (pipelines section 1.2). Existing gateways end it behind the piece that has a reason.
 * One thread.
 */
public final class ChatWords {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK = 16 * 1024;

    private final EventStreamDecoder events = new EventStreamDecoder();
    private final Consumer<String> words;
    private int pieces;
    private boolean isOver;
    private OptionalLong tokens = OptionalLong.empty();

    /** @param words is given each piece as soon as it is there */
    public ChatWords(Consumer<String> words) {
        this.words = words;
    }

    /**
     * Reads to the end.
     *
     * @return how many tokens question and answer had; empty when it was not told
     * @throws ReplyBroken when the stream breaks off, or says that it cannot go on; what was told stands
     */
    public OptionalLong read(InputStream stream) throws IOException {
        var chunk = new byte[CHUNK];
        try {
            for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
                for (var event : events.feed(ByteBuffer.wrap(chunk, 0, count))) {
                    take(event);
                }
            }
            take(events.end());
        } catch (UnreadableException | JacksonException garbled) {
            throw new ReplyBroken("The answer makes no sense " + behind() + ": " + garbled.getMessage(), garbled);
        } catch (ReplyBroken told) {
            throw told;
        } catch (IOException broken) {
            throw new ReplyBroken("The answer broke off " + behind() + ": " + broken.getMessage(), broken);
        }
        if (!isOver) {
            throw new ReplyBroken("The answer broke off " + behind());
        }
        return tokens;
    }

    private void take(Optional<ServerEvent> last) throws ReplyBroken {
        if (last.isPresent()) {
            take(last.get());
        }
    }

    private void take(ServerEvent event) throws ReplyBroken {
        if (event.data().strip().equals(ServerEvent.DONE)) {
            isOver = true;
            return;
        }
        var piece = JSON.readTree(event.data());
        if (piece.has("error")) {
            throw new ReplyBroken("The model could not go on " + behind() + ": " + message(piece.path("error")));
        }
        var choice = piece.path("choices").path(0);
        var said = choice.path("delta").path("content").asString("");
        if (!said.isEmpty()) {
            pieces++;
            words.accept(said);
        }
        isOver |= !choice.path("finish_reason").asString("").isEmpty();
        tokens(piece).ifPresent(count -> tokens = OptionalLong.of(count));
    }

    private String behind() {
        return "after " + pieces + " pieces";
    }

    private static String message(JsonNode error) {
        return error.path("message").asString(error.asString(error.toString()));
    }

    static OptionalLong tokens(JsonNode document) {
        var total = document.path("usage").path("total_tokens");
        return total.isIntegralNumber() ? OptionalLong.of(total.asLong()) : OptionalLong.empty();
    }
}
