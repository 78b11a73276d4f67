package io.headrace.benchmarks.soak;

import java.util.List;
import java.util.Locale;

/**
 * A process of the network, as its command line tells.
 *
 * @param name of the role, where it has one; of a child, its parent's
 */
record NetworkProcess(long pid, long parent, Kind kind, String name) {

    private static final String NODE = "io.headrace.node.Main";
    private static final String CHILD = "io.headrace.ffmpeg.FfmpegChild";

    /** What a process of a local network is. */
    enum Kind {
        NETWORK,
        GATEWAY,
        ORCHESTRATOR,
        WORKER,
        CHILD,
        OTHER;

        /** As people type it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    static NetworkProcess of(long pid, long parent, List<String> commandLine) {
        if (commandLine.contains(CHILD)) {
            return new NetworkProcess(pid, parent, Kind.CHILD, "");
        }
        int main = commandLine.indexOf(NODE);
        if (main < 0 || main + 1 == commandLine.size()) {
            return new NetworkProcess(pid, parent, Kind.OTHER, "");
        }
        var kind = switch (commandLine.get(main + 1)) {
            case "up" -> Kind.NETWORK;
            case "gateway" -> Kind.GATEWAY;
            case "orchestrator" -> Kind.ORCHESTRATOR;
            case "worker" -> Kind.WORKER;
            default -> Kind.OTHER;
        };
        int name = commandLine.indexOf("--name");
        boolean named = name >= 0 && name + 1 < commandLine.size();
        return new NetworkProcess(pid, parent, kind, named ? commandLine.get(name + 1) : kind.word());
    }

    NetworkProcess childOf(String role) {
        return new NetworkProcess(pid, parent, kind, "child of " + role);
    }
}
