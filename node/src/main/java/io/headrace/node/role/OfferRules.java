package io.headrace.node.role;

import io.headrace.gateway.discovery.OfferJudge;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.job.selection.Candidate;
import io.headrace.payments.sender.OfferCheck;
import io.headrace.payments.sender.OfferRefusal;

/** The payer's own rules, asked of every offer that discovery brings. */
final class OfferRules {

    static final OfferJudge FREE = OfferJudge.FREE;

    private OfferRules() {}

    /** An offer that has merely grown old is no reason: a session begins with a fresh one. */
    static OfferJudge judge(OfferCheck check, PayerAccount account) {
        return info -> check.refusal(info.ticketParams(), 1, account.funds(), account.time())
                .filter(refusal -> !(refusal instanceof OfferRefusal.Expired) && !refusal.fundsAreTheReason())
                .map(OfferRules::tickets)
                .orElseGet(Candidate.Acceptable::new);
    }

    private static Candidate.Tickets tickets(OfferRefusal refusal) {
        return refusal instanceof OfferRefusal.FaceValueTooHigh(var faceValue, var most)
                ? new Candidate.Unaffordable(faceValue, most)
                : new Candidate.Unacceptable(refusal.getClass().getSimpleName(), refusal.message(), "");
    }
}
