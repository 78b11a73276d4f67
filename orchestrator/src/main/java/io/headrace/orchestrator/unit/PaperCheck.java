package io.headrace.orchestrator.unit;

import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.info.InfoDesk;
import io.headrace.orchestrator.info.LiveOffer;
import io.headrace.orchestrator.info.SessionTokens;
import io.headrace.payments.Payment;
import io.headrace.transport.Headers;
import io.headrace.wire.AuthToken;
import io.headrace.wire.Decoded;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.PeerError;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.SegmentCredentialCodec;
import java.util.Optional;

/** Looks at the head of a request for work or of a payment, in the network's order (wire protocol section 3.1). */
public final class PaperCheck {

    private final Billing billing;
    private final InfoDesk infos;
    private final SessionTokens tokens;
    private final LiveOffer live;

    public PaperCheck(Billing billing, InfoDesk infos, SessionTokens tokens, LiveOffer live) {
        this.billing = billing;
        this.infos = infos;
        this.tokens = tokens;
        this.live = live;
    }

    public Verdict<Papers> check(Headers headers) {
        return switch (PaymentCodec.decodeHeader(
                headers.first(PaymentCodec.HEADER).orElse(""))) {
            case Decoded.Refused(var refusal) -> new Verdict.Bad<>(refusal);
            case Decoded.Value(var payment) -> check(headers, payment);
        };
    }

    private Verdict<Papers> check(Headers headers, Payment payment) {
        var header = headers.first(SegmentCredentialCodec.HEADER).orElse("");
        if (header.isEmpty() && billing.isPaid()) {
            return Verdict.bad(PeerError.SEGMENT_SIGNATURE);
        }
        return switch (SegmentCredentialCodec.decodeHeader(header)) {
            case Decoded.Refused(var refusal) -> new Verdict.Bad<>(refusal);
            case Decoded.Value(var credential) ->
                refusal(credential, payment)
                        .<Verdict<Papers>>map(Verdict::bad)
                        .orElseGet(() -> new Verdict.Good<>(new Papers(credential, payment, token(credential))));
        };
    }

    private Optional<PeerError> refusal(SegmentCredential credential, Payment payment) {
        if (!billing.isGenuine(credential, payment)) {
            return Optional.of(PeerError.SEGMENT_SIGNATURE);
        }
        if (!infos.compatibility(credential.capabilities()).isCompatible()) {
            return Optional.of(PeerError.INCOMPATIBLE);
        }
        return credential.token().isEmpty()
                ? Optional.of(PeerError.TOKEN_MISSING)
                : tokens.refusal(credential.token().get()).filter(error -> !isOfOpenSession(error, credential));
    }

    /** A live session lasts longer than a token; gateways keep theirs all the while (real-time reference section 7.2). */
    private boolean isOfOpenSession(PeerError error, SegmentCredential credential) {
        return error == PeerError.TOKEN_EXPIRED && live.isOpen(credential.manifest());
    }

    private static AuthToken token(SegmentCredential credential) {
        return credential.token().orElseThrow();
    }
}
