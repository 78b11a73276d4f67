package io.headrace.models.runner.status;

/** How a runner fares, in the words of its status document. {@link StateRules} says which one it is. */
public enum RunnerState {
    LOADING(Health.LOADING),
    OFFLINE(Health.IDLE),
    DEGRADED_INPUT(Health.OK),
    DEGRADED_INFERENCE(Health.OK),
    ONLINE(Health.OK),
    ERROR(Health.ERROR);

    private final Health health;

    RunnerState(Health health) {
        this.health = health;
    }

    public Health health() {
        return health;
    }
}
