package io.headrace.orchestrator.unit;

import io.headrace.admission.SessionId;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Payment;
import io.headrace.wire.AuthToken;
import io.headrace.wire.SegmentCredential;

/** What came in the head of a request and was found in order. */
public record Papers(SegmentCredential credential, Payment payment, AuthToken token) {

    public SessionId session() {
        return new SessionId(token.sessionId());
    }

    public EthAddress sender() {
        return payment.sender();
    }
}
