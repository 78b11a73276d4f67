package io.headrace.gateway.discovery;

import io.headrace.job.selection.Candidate;
import io.headrace.wire.OrchestratorInfo;

/** What the payer's own rules say about the ticket parameters of an offer, before any ticket is made. */
@FunctionalInterface
public interface OfferJudge {

    /** Off chain: no tickets are needed. */
    OfferJudge FREE = _ -> new Candidate.Acceptable();

    Candidate.Tickets judge(OrchestratorInfo info);
}
