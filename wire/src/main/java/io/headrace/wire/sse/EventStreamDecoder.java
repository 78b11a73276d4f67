package io.headrace.wire.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.text.UnreadableException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream of bytes into events, wherever its pieces were cut. Comments, event ids and retry times are passed over;
 * an event that lacks the empty line behind it counts when the stream ends, because existing nodes end streams so. One
 * thread.
 */
public final class EventStreamDecoder {

    /** Of one event. Existing nodes end a stream at a line of 64 KiB. */
    public static final int MAX_BYTES = 1_048_576;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private boolean hasData;

    /**
     * @param bytes are read to their end
     * @return the events that are complete now
     * @throws UnreadableException when one grows beyond its limit; nothing more can be read then
     */
    public List<ServerEvent> feed(ByteBuffer bytes) throws UnreadableException {
        var events = new ArrayList<ServerEvent>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                endLine().ifPresent(events::add);
            } else {
                line.write(next);
            }
            if (line.size() + data.length() > MAX_BYTES) {
                throw new UnreadableException("an event of more than " + MAX_BYTES + " bytes");
            }
        }
        return events;
    }

    /** What was left unfinished when the stream ended. */
    public Optional<ServerEvent> end() {
        var last = line.size() == 0 ? Optional.<ServerEvent>empty() : endLine();
        return last.isPresent() ? last : endEvent();
    }

    private Optional<ServerEvent> endLine() {
        var text = line.toString(UTF_8);
        line.reset();
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty()) {
            return endEvent();
        }
        int colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        var value = colon < 0 ? "" : text.substring(colon + 1);
        field(name, value.startsWith(" ") ? value.substring(1) : value);
        return Optional.empty();
    }

    private void field(String name, String value) {
        switch (name) {
            case "data" -> {
                data.append(hasData ? "\n" : "").append(value);
                hasData = true;
            }
            case "event" -> type = value;
            default -> {
                // A comment has an empty name; ids and retry times are of no use here.
            }
        }
    }

    private Optional<ServerEvent> endEvent() {
        var event = hasData ? Optional.of(new ServerEvent(type, data.toString())) : Optional.<ServerEvent>empty();
        data.setLength(0);
        type = "";
        hasData = false;
        return event;
    }
}
