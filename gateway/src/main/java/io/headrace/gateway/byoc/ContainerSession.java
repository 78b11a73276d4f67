package io.headrace.gateway.byoc;

import io.headrace.gateway.pay.SessionPurse;
import io.headrace.job.selection.Orchestrator;
import io.headrace.wire.byoc.JobToken;
import java.util.Optional;

/**
 * An agreement of one job with an orchestrator.
 *
 * @param purse empty where nobody is paid
 */
public record ContainerSession(Orchestrator orchestrator, JobToken token, Optional<SessionPurse> purse) {}
