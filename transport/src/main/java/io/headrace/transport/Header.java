package io.headrace.transport;

/** One field of a request's or an answer's head. */
public record Header(String name, String value) {
    public Header {
        if (name.isEmpty() || carriesLineBreak(name) || carriesLineBreak(value)) {
            throw new IllegalArgumentException("A header's name or value that would break its line: \"" + name + "\"");
        }
    }

    private static boolean carriesLineBreak(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }
}
