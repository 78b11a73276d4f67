package io.headrace.gateway.peer;

import io.headrace.job.lifecycle.Reason;
import io.headrace.wire.PeerError;
import java.util.Locale;

/** What a peer's error means to the lifecycle. */
public final class Reasons {

    private Reasons() {}

    /**
     * Of an orchestrator that does not start a live session, or does not take a payment for one. Existing peers wrap the
     * text that tells (real-time reference section 6.2), so that it is looked for within.
     */
    public static Reason ofLive(int status, String text) {
        var words = text.toLowerCase(Locale.ROOT);
        if (words.contains("ticketparams expired")) {
            return Reason.PARAMS_EXPIRED;
        }
        if (words.contains("invalid ticket sendernonce")) {
            return Reason.TICKET_REFUSED;
        }
        if (words.contains("insufficient capacity")) {
            return Reason.CAPPED;
        }
        if (words.contains("returned 400") || words.contains("returned 422")) {
            return Reason.PARAMETERS_REFUSED;
        }
        var error = PeerError.ofAnswer(status, text);
        return error == PeerError.UNKNOWN || error == PeerError.INTERNAL ? Reason.SESSION_REFUSED : of(error);
    }

    public static Reason of(PeerError error) {
        return switch (error) {
            case BUSY, WORKER_BUSY -> Reason.BUSY;
            case CAPPED, RESULT_CAPPED, REQUEST_CAPPED -> Reason.CAPPED;
            case PARAMS_EXPIRED, TOKEN_EXPIRED, TOKEN_INVALID -> Reason.PARAMS_EXPIRED;
            case SENDER_RESERVE -> Reason.INSUFFICIENT_FUNDS;
            case EXPECTED_PRICE, INSUFFICIENT_BALANCE, TICKET_COMMITMENT, TICKET_NONCE, TOO_MANY_NONCES ->
                Reason.TICKET_REFUSED;
            case WORKER_TIMEOUT -> Reason.TIMEOUT;
            case WORKER_UNAVAILABLE, WORKER_STOPPED, NO_WORKERS, NO_CAPABLE_WORKERS -> Reason.WORKER_LOST;
            case MISMATCHED_SEGMENTS, ZERO_SEGMENTS, PROFILE_MISMATCH, NO_STORAGE -> Reason.WORKER_ERROR;
            default ->
                switch (error.reaction()) {
                    case GIVE_UP_UNIT -> Reason.INPUT_UNUSABLE;
                    case REFRESH_AND_RETRY -> Reason.TICKET_REFUSED;
                    case TRY_ANOTHER -> Reason.REFUSED;
                };
        };
    }
}
