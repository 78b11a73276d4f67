package io.headrace.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The processes below one process, read from {@code /proc} each time they are asked for. */
final class ProcessTree {

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** The root and everything below it that lives now. */
    List<NetworkProcess> processes() {
        var found = new ArrayList<NetworkProcess>();
        read(root).ifPresent(found::add);
        root.descendants().forEach(each -> read(each).ifPresent(found::add));
        return named(found);
    }

    /** Children have the name of the role that they work for. */
    static List<NetworkProcess> named(List<NetworkProcess> processes) {
        var names = new HashMap<Long, String>();
        processes.forEach(each -> names.put(each.pid(), each.name()));
        return processes.stream()
                .map(each -> each.kind() == NetworkProcess.Kind.CHILD
                        ? each.childOf(names.getOrDefault(each.parent(), "one who is gone"))
                        : each)
                .toList();
    }

    private static Optional<NetworkProcess> read(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            long parent = process.parent().map(ProcessHandle::pid).orElse(0L);
            return line.isEmpty()
                    ? Optional.empty()
                    : Optional.of(NetworkProcess.of(process.pid(), parent, List.of(line.split("\0"))));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
