package io.headrace.wire.realtime;

import java.util.Arrays;
import java.util.Optional;

/** How a runner is (real-time reference section 8.4). */
public enum RunnerState {
    LOADING,
    OFFLINE,
    DEGRADED_INPUT,
    DEGRADED_INFERENCE,
    ONLINE,
    ERROR;

    /** Empty for a word that is not one of ours. */
    public static Optional<RunnerState> named(String word) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(word))
                .findFirst();
    }
}
