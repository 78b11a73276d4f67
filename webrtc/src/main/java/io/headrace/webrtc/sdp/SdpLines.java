package io.headrace.webrtc.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of one section of a description. */
record SdpLines(List<String> lines) {

    String first() {
        return lines.getFirst();
    }

    /** What stands behind {@code a=name:}, of each such line. */
    Stream<String> attributes(String name) {
        String start = "a=" + name + ":";
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip());
    }

    Optional<String> attribute(String name) {
        return attributes(name).findFirst();
    }

    boolean has(String flag) {
        return lines.contains("a=" + flag);
    }
}
