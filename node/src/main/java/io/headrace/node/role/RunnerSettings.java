package io.headrace.node.role;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which live runners an orchestrator takes.
 *
 * @param registering whether any may register that knows the secret
 * @param list names others in a file; read at the start
 */
public record RunnerSettings(boolean registering, Optional<Path> list) {

    public static final RunnerSettings NONE = new RunnerSettings(false, Optional.empty());

    boolean isOpen() {
        return registering || list.isPresent();
    }
}
