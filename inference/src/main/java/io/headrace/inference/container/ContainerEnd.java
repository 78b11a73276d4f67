package io.headrace.inference.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import io.headrace.inference.source.ContainerRunner;
import java.util.Objects;

/** What became of a container, as a sentence for people. */
final class ContainerEnd {

    private ContainerEnd() {}

    static String sentence(String name, ContainerRunner runner, ContainerState state) {
        var which = "The runner's container " + name + " of " + runner.image();
        if (Boolean.TRUE.equals(state.getRunning())) {
            return which + " runs, but publishes no port";
        }
        var error = Objects.requireNonNullElse(state.getError(), "");
        return which + " ended with code " + state.getExitCodeLong()
                + (Boolean.TRUE.equals(state.getOOMKilled())
                        ? ", killed because it wanted more memory than its "
                                + (runner.limits().memoryBytes() >> 20) + " MiB"
                        : "")
                + (error.isBlank() ? "" : " (" + EngineWords.of(error) + ")");
    }

    static String removed(String name, ContainerRunner runner) {
        return "The runner's container " + name + " of " + runner.image() + " was removed by somebody else";
    }
}
