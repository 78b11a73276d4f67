package io.headrace.node.role;

import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.pipeline.Capabilities;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A directory of orchestrators for each model that somebody asked for: what they offer and want differs by model. Clients
 * name models, so the one that was not asked for the longest goes when there are too many. Any thread.
 */
final class ModelDirectories implements AutoCloseable {

    private static final int MOST = 128;

    private final Function<Capabilities, OrchestratorDirectory> maker;

    /** Guarded by this; the one asked for last is the last. */
    private final Map<Capabilities, OrchestratorDirectory> directories = new LinkedHashMap<>(MOST, 0.75f, true);

    ModelDirectories(Function<Capabilities, OrchestratorDirectory> maker) {
        this.maker = maker;
    }

    synchronized OrchestratorDirectory of(Capabilities needed) {
        var directory = directories.computeIfAbsent(needed, maker);
        if (directories.size() > MOST) {
            var eldest = directories.entrySet().iterator().next();
            directories.remove(eldest.getKey());
            eldest.getValue().close();
        }
        return directory;
    }

    @Override
    public synchronized void close() {
        directories.values().forEach(OrchestratorDirectory::close);
        directories.clear();
    }
}
