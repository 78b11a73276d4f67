package io.headrace.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What processes hold, by {@code /proc}: pages that several share count in parts (PSS) where the kernel tells. */
public final class ResidentMemory {

    private static final long KIBIBYTE = 1024;

    private ResidentMemory() {}

    static Map<NetworkProcess.Kind, Long> byKind(List<NetworkProcess> processes) {
        var bytes = new EnumMap<NetworkProcess.Kind, Long>(NetworkProcess.Kind.class);
        processes.forEach(each -> bytes.merge(each.kind(), bytes(each.pid()), Long::sum));
        return bytes;
    }

    /** Of one process; 0 when it is gone. */
    public static long bytes(long pid) {
        long shared = field(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
        return shared > 0 ? shared : field(Path.of("/proc/" + pid + "/status"), "VmRSS:");
    }

    private static long field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }
}
