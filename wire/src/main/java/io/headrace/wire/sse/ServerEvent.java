package io.headrace.wire.sse;

/**
 * One event of a stream.
 *
 * @param type empty for the ordinary one
 * @param data lines joined by newlines
 */
public record ServerEvent(String type, String data) {

    /** What ends a stream of documents, by agreement among models' servers. */
    public static final String DONE = "[DONE]";

    public static ServerEvent of(String data) {
        return new ServerEvent("", data);
    }

    /** As it travels, with the empty line that ends it. */
    public String text() {
        var text = new StringBuilder();
        if (!type.isEmpty()) {
            text.append("event: ").append(type).append('\n');
        }
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        return data.isEmpty()
                ? text.append("data: \n\n").toString()
                : text.append('\n').toString();
    }
}
