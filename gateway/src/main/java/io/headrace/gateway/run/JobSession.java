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
 * @param token as it was issued, for half an hour; results carry newer ones, which are not taken over
 * @param purse empty off chain
 */
public record JobSession(
        int number, Orchestrator orchestrator, OrchestratorInfo info, AuthToken token, Optional<SessionPurse> purse) {

    /** The same agreement under another token, by which the orchestrator opens another account. */
    public JobSession under(OrchestratorInfo newer, AuthToken other) {
        return new JobSession(number, orchestrator, newer, other, purse.map(SessionPurse::anew));
    }

    /** The same agreement by another job's number of it. */
    public JobSession numbered(int other) {
        return new JobSession(other, orchestrator, info, token, purse);
    }

    /** The same agreement under another token, and with the same account. */
    public JobSession holding(AuthToken other) {
        return new JobSession(number, orchestrator, info, other, purse);
    }

    /** Where work is sent: the place that the orchestrator names. */
    public URI service() {
        return info.serviceUri().isEmpty() ? orchestrator.service() : URI.create(info.serviceUri());
    }
}
