package io.headrace.gateway.realtime.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Cuts what comes into lines, each as soon as it is whole. Empty ones are passed over. For one thread. */
final class Lines {

    /** Of a longer one the rest is dropped. */
    static final int MAX_LINE = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** The lines that ended within these bytes, which are read to their end. */
    List<String> feed(ByteBuffer bytes) {
        var whole = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                whole.addAll(end());
            } else if (line.size() < MAX_LINE) {
                line.write(next);
            }
        }
        return whole;
    }

    /** What was begun is whole, too. */
    List<String> end() {
        var text = line.toString(UTF_8).strip();
        line.reset();
        return text.isEmpty() ? List.of() : List.of(text);
    }
}
