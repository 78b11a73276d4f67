package io.headrace.gateway.openai;

import io.headrace.wire.chat.ChatEvent;
import io.headrace.wire.chat.ChatReply;
import io.headrace.wire.chat.TokenUsage;
import io.headrace.wire.openai.ChatCompletions;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.UnreadableException;
import java.util.List;
import java.util.Optional;

/**
 * How much of an answer in pieces was told, and what of its next event OpenAI's clients are told: pieces without their
 * usage, then the usage once if it was asked for, then the end. An error takes the place of the end. Immutable.
 *
 * @param last the newest piece
 * @param usage the newest that was heard
 * @param over nothing more is told
 */
record ChatTelling(boolean usageWanted, Optional<ChatReply> last, Optional<TokenUsage> usage, boolean over) {

    /** What is known next, and what is told now. */
    record Told(ChatTelling telling, List<ServerEvent> events) {}

    static ChatTelling beginning(boolean usageWanted) {
        return new ChatTelling(usageWanted, Optional.empty(), Optional.empty(), false);
    }

    /** A piece that is none ends the answer, as a failure does. */
    Told after(ChatEvent event) {
        try {
            return switch (event) {
                case ChatEvent.Piece(var piece) -> after(event, piece);
                case ChatEvent.Failed _ -> new Told(ended(), List.of(ChatCompletions.encode(event)));
                case ChatEvent.Done() -> new Told(ended(), end(event));
            };
        } catch (UnreadableException garbled) {
            var sentence = "The model's answer cannot be read any further: " + garbled.sentence();
            return new Told(ended(), List.of(ChatCompletions.failure(sentence)));
        }
    }

    private Told after(ChatEvent event, ChatReply piece) throws UnreadableException {
        var next =
                new ChatTelling(usageWanted, Optional.of(piece), piece.usage().or(this::usage), false);
        return new Told(next, piece.hasChoices() ? List.of(ChatCompletions.encode(event)) : List.of());
    }

    private List<ServerEvent> end(ChatEvent done) throws UnreadableException {
        var end = ChatCompletions.encode(done);
        return usageWanted && last.isPresent() && usage.isPresent()
                ? List.of(ChatCompletions.usage(last.get(), usage.get()), end)
                : List.of(end);
    }

    private ChatTelling ended() {
        return new ChatTelling(usageWanted, last, usage, true);
    }
}
