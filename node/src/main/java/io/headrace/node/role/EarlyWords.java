package io.headrace.node.role;

import io.headrace.job.JobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be said under a name that nobody knows yet. Whoever pays chooses the names and how often something is to be
 * said, so all of it together is limited: what was said first is forgotten first, a name at a time. One thread at a time.
 */
final class EarlyWords {

    /** What a name costs besides its letters, and what each saying costs: generous estimates. */
    static final long OVERHEAD_BYTES = 200;

    private final long mostBytes;

    /** The oldest name first. */
    private final LinkedHashMap<String, List<Consumer<JobId>>> byName = new LinkedHashMap<>();

    private long bytes;

    /** @param mostBytes that names and sayings may take, by estimate */
    EarlyWords(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void keep(String name, Consumer<JobId> saying) {
        var sayings = byName.computeIfAbsent(name, _ -> new ArrayList<>());
        bytes += OVERHEAD_BYTES + (sayings.isEmpty() ? ofName(name) : 0);
        sayings.add(saying);
        while (bytes > mostBytes) {
            take(byName.firstEntry().getKey());
        }
    }

    /** What waited under that name, in the order in which it came; it waits no more. */
    List<Consumer<JobId>> take(String name) {
        var sayings = Optional.ofNullable(byName.remove(name)).orElse(List.of());
        if (!sayings.isEmpty()) {
            bytes -= ofName(name) + sayings.size() * OVERHEAD_BYTES;
        }
        return sayings;
    }

    private static long ofName(String name) {
        return OVERHEAD_BYTES + (long) name.length() * Character.BYTES;
    }

    /** By estimate. */
    long bytes() {
        return bytes;
    }
}
