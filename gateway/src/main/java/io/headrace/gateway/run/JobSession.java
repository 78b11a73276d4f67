package io.headrace.gateway.run;

import io.headrace.gateway.pay.SessionPurse;
import io.headrace.job.selection.Orchestrator;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OrchestratorInfo;
import java.net.URI;
import java.util.Optional;

/**
 * One agreement of a job with an orchestrator, as the adapters hold it.
 *
 * @param number the job's number of it
 * @param token as it was issued; results carry the same one
 * @param purse empty off chain
 */
record JobSession(
        int number, Orchestrator orchestrator, OrchestratorInfo info, AuthToken token, Optional<SessionPurse> purse) {

    /** Where work is sent: the place that the orchestrator names. */
    URI service() {
        return info.serviceUri().isEmpty() ? orchestrator.service() : URI.create(info.serviceUri());
    }
}
