package io.headrace.models.runner;

import io.headrace.models.frame.Kind;

/**
 * What a runner says of itself.
 *
 * @param token that requests need which change something; empty for none
 */
record RunnerIdentity(String model, Kind kind, String version, String token) {

    /** Not its token. */
    @Override
    public String toString() {
        return model + " " + version;
    }
}
