package io.headrace.wire.chat;

import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an answer in pieces has got to, and what of it existing nodes may see: every piece has a choice, the last one a
 * reason and the usage, and then the stream is done, however the runner ended it. Immutable.
 *
 * <p>A server that speaks as OpenAI tells the usage behind the last choice, in a piece without any. So the piece with a
 * reason is held until the usage is known or the stream ends. A runner's running totals go through as they are.
 *
 * @param held the piece with a reason, as long as its usage is not known
 * @param usage the last that was told
 * @param done nothing more is told
 */
public record ChatStream(Optional<ChatReply> held, Optional<TokenUsage> usage, boolean done) {

    public static final ChatStream BEGINNING = new ChatStream(Optional.empty(), Optional.empty(), false);

    /** What is known next, and what may be told now. */
    public record Told(ChatStream stream, List<ChatEvent> events) {}

    /** After this event of the runner's. What follows the end is passed over. */
    public Told after(ChatEvent event) throws UnreadableException {
        if (done) {
            return new Told(this, List.of());
        }
        return switch (event) {
            case ChatEvent.Piece(var piece) -> after(piece);
            case ChatEvent.Failed _ -> new Told(new ChatStream(held, usage, true), List.of(event));
            case ChatEvent.Done() -> ended();
        };
    }

    private Told after(ChatReply piece) throws UnreadableException {
        var known = piece.usage().or(this::usage);
        if (!piece.hasChoices()) {
            return new Told(new ChatStream(Optional.empty(), known, false), release(held, known));
        }
        boolean last = !piece.finishReason().isEmpty();
        if (last && piece.usage().isEmpty()) {
            return new Told(new ChatStream(Optional.of(piece), known, false), release(held, known));
        }
        var events = new ArrayList<>(release(held, known));
        events.add(new ChatEvent.Piece(piece));
        return new Told(new ChatStream(Optional.empty(), known, false), List.copyOf(events));
    }

    /** After the runner's stream ended, with or without saying so. */
    public Told ended() {
        if (done) {
            return new Told(this, List.of());
        }
        var last = release(held, usage);
        var events = new ArrayList<ChatEvent>(last);
        events.add(new ChatEvent.Done());
        return new Told(new ChatStream(Optional.empty(), usage, true), List.copyOf(events));
    }

    private static List<ChatEvent> release(Optional<ChatReply> held, Optional<TokenUsage> usage) {
        return held.map(piece -> usage.map(piece::with).orElse(piece))
                .map(piece -> List.<ChatEvent>of(new ChatEvent.Piece(piece)))
                .orElse(List.of());
    }
}
