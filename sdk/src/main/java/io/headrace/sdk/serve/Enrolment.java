package io.headrace.sdk.serve;

import io.headrace.sdk.register.Offer;
import io.headrace.sdk.register.Rhythm;
import java.net.URI;

/** Whether an orchestrator is told of the server. */
public sealed interface Enrolment {
    record Nowhere() implements Enrolment {}

    /** @param secret the orchestrator's; never printed */
    record At(URI orchestrator, String secret, Offer offer, Rhythm rhythm) implements Enrolment {
        /** Without the secret. */
        @Override
        public String toString() {
            return offer + " with " + orchestrator;
        }
    }
}
