package io.headrace.models.runner;

import io.headrace.models.frame.Kind;

/**
 * What a runner says of itself.
 *
 * @param pipeline that it serves
 * @param token that requests need which change something; empty for none
 */
record RunnerIdentity(String pipeline, String model, Kind kind, String version, String token) {

    /** Not its token. */
    @Override
    public String toString() {
        return pipeline + " " + model + " " + version;
    }
}
