package io.headrace.gateway.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The operator's own list, which does not change. Everybody on it is trusted (wire protocol section 9.1). */
public record FixedList(List<Listed> orchestrators) implements OrchestratorSource {

    private static final double OPERATORS_CHOICE = 1.0;

    public FixedList {
        orchestrators = List.copyOf(orchestrators);
    }

    public static FixedList of(List<URI> services) {
        return new FixedList(services.stream()
                .distinct()
                .map(service -> new Listed(service, OPERATORS_CHOICE, Optional.empty()))
                .toList());
    }
}
