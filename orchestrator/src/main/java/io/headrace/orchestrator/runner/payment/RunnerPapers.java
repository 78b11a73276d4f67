package io.headrace.orchestrator.runner.payment;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SignatureCheck;
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

/** Looks at the payment in the head of a request (real-time reference section 9.6). */
public record RunnerPapers(SignatureCheck signatures, SessionTokens tokens) {

    /** Where those headers, and what they say of a payer, are taken off before the request is passed on. */
    public static boolean isHeader(String name) {
        return name.equalsIgnoreCase(PaymentCodec.HEADER) || name.equalsIgnoreCase(SegmentCredentialCodec.HEADER);
    }

    /** What was in the head. */
    public sealed interface Verdict {
        /** Nothing. */
        record Missing() implements Verdict {}

        record Bad(int status, String text) implements Verdict {}

        record Good(Payment payment, AuthToken token) implements Verdict {
            public EthAddress sender() {
                return payment.sender();
            }

            /** It is named after its token. */
            public String session() {
                return token.sessionId();
            }
        }
    }

    /** For a session that is to be opened. */
    public Verdict check(Headers headers) {
        return check(headers, Optional.empty());
    }

    /**
     * For one that is open, whose token may be older than tokens live.
     *
     * @param open its id
     */
    public Verdict checkFollowing(Headers headers, String open) {
        return check(headers, Optional.of(open));
    }

    private Verdict check(Headers headers, Optional<String> open) {
        var payment = headers.first(PaymentCodec.HEADER).orElse("");
        var credential = headers.first(SegmentCredentialCodec.HEADER).orElse("");
        if (payment.isEmpty() && credential.isEmpty()) {
            return new Verdict.Missing();
        }
        return switch (PaymentCodec.decodeHeader(payment)) {
            case Decoded.Refused(var refusal) -> new Verdict.Bad(refusal.status(), refusal.text());
            case Decoded.Value(var taken) ->
                switch (SegmentCredentialCodec.decodeHeader(credential)) {
                    case Decoded.Refused(var refusal) -> new Verdict.Bad(refusal.status(), refusal.text());
                    case Decoded.Value(var said) -> check(taken, said, open);
                };
        };
    }

    private Verdict check(Payment payment, SegmentCredential credential, Optional<String> open) {
        if (payment.sender().isZero() || !credential.isSignedBy(payment.sender(), signatures)) {
            return bad(PeerError.SEGMENT_SIGNATURE);
        }
        if (credential.token().isEmpty()) {
            return bad(PeerError.TOKEN_MISSING);
        }
        var token = credential.token().get();
        var refusal = tokens.refusal(token).filter(error -> error != PeerError.TOKEN_EXPIRED || open.isEmpty());
        if (refusal.isPresent()) {
            return bad(refusal.get());
        }
        if (!credential.manifest().text().equals(token.sessionId())) {
            return new Verdict.Bad(403, "manifest id and auth token name different sessions");
        }
        return open.isPresent() && !open.get().equals(token.sessionId())
                ? new Verdict.Bad(403, "manifest id is that of another session")
                : new Verdict.Good(payment, token);
    }

    private static Verdict bad(PeerError error) {
        return new Verdict.Bad(error.status(), error.text());
    }
}
