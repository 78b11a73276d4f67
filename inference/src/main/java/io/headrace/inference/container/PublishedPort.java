package io.headrace.inference.container;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** At which port of 127.0.0.1 an engine publishes a runner. */
final class PublishedPort {

    private static final int HIGHEST = 65_535;

    private PublishedPort() {}

    /** Empty for a container that does not run, or of which the engine tells no port. */
    static OptionalInt of(InspectContainerResponse seen) {
        return Optional.ofNullable(seen.getNetworkSettings())
                .map(network -> network.getPorts())
                .flatMap(ports -> Optional.ofNullable(ports.getBindings().get(ContainerOrder.PORT)))
                .stream()
                .flatMap(Arrays::stream)
                .map(binding -> binding.getHostPortSpec())
                .filter(text -> text != null && text.matches("\\d{1,5}"))
                .mapToInt(Integer::parseInt)
                .filter(port -> port > 0 && port <= HIGHEST)
                .findFirst();
    }
}
