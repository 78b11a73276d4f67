package io.headrace.admin.metrics;

import io.headrace.job.lifecycle.Reason;

/**
 * How the network's meters name a reason in their label {@code error_code} (go-livepeer, monitor/census.go and
 * server/segment_rpc.go). A reason that the network has no word for is {@code Unknown} there.
 */
final class NetworkErrorCode {

    private static final String UNKNOWN = "Unknown";

    private NetworkErrorCode() {}

    static String ofUpload(Reason reason) {
        return switch (reason) {
            case INSUFFICIENT_FUNDS -> "InsufficientBalance";
            case TIMEOUT, TOO_SLOW -> "Timeout";
            case SESSION_ENDED, SESSION_REFUSED -> "SessionEnded";
            case CAPPED -> "OrchestratorCapped";
            default -> UNKNOWN;
        };
    }

    /** Whoever takes too long breaks the reading of the answer; a result that is not believed was not transcoded. */
    static String ofTranscoding(Reason reason) {
        return switch (reason) {
            case BUSY -> "OrchestratorBusy";
            case CAPPED -> "OrchestratorCapped";
            case SESSION_ENDED, SESSION_REFUSED -> "SessionEnded";
            case WORKER_ERROR,
                    WORKER_LOST,
                    INPUT_UNUSABLE,
                    RESULT_UNUSABLE,
                    SIGNATURE_MISMATCH,
                    VERIFICATION_MISMATCH,
                    DISTRUSTED -> "Transcode";
            case PEER_LOST, TIMEOUT, TOO_SLOW -> "ReadBody";
            case NOT_PUBLISHED -> "SaveData";
            case NO_SUITABLE_ORCHESTRATOR -> "NoOrchestrators";
            default -> UNKNOWN;
        };
    }
}
