package io.headrace.job.lifecycle;

import java.util.Locale;

/**
 * Why a transition was made. Every transition carries one; failures also say by what they are cured, so that nobody
 * compares the text of an error.
 */
public enum Reason {
    AS_PLANNED(Remedy.NONE),
    NOT_SAMPLED(Remedy.NONE),
    SOURCE_ENDED(Remedy.NONE),
    SOURCE_SILENT(Remedy.NONE),
    FUNDED(Remedy.NONE),
    REWARD_CALLED(Remedy.NONE),

    /** The orchestrator's queue for this session is full. */
    BUSY(Remedy.RETRY),
    REFUSED(Remedy.RETRY),
    WORKER_ERROR(Remedy.RETRY),
    WORKER_LOST(Remedy.RETRY),
    PEER_LOST(Remedy.RETRY),
    TIMEOUT(Remedy.RETRY),
    /** What came back was lost on our side before it was published. */
    RESULT_LOST(Remedy.RETRY),
    RESTARTED(Remedy.RETRY),
    /** Our own caps or switch let no money go now; the same orchestrator is as good as any. */
    SPENDING_REFUSED(Remedy.RETRY),

    TICKET_REFUSED(Remedy.FRESH_PARAMS),
    PARAMS_EXPIRED(Remedy.FRESH_PARAMS),

    /** The orchestrator takes no more work. */
    CAPPED(Remedy.SWAP),
    PRICE_RAISED(Remedy.SWAP),
    OVERCHARGED(Remedy.SWAP),
    /** The result is not signed by whom we pay. */
    SIGNATURE_MISMATCH(Remedy.SWAP),
    VERIFICATION_MISMATCH(Remedy.SWAP),
    /** Another result of the same orchestrator was a mismatch. */
    DISTRUSTED(Remedy.SWAP),
    /** What came back cannot be decoded, or has the wrong frames, sizes or times. */
    RESULT_UNUSABLE(Remedy.SWAP),
    /** The work took longer than a live stream can wait. */
    TOO_SLOW(Remedy.SWAP),
    /** A live session takes its input, and nothing comes out. */
    STALLED(Remedy.SWAP),
    /** A live session's connections broke, or whoever computes in it failed. */
    SESSION_BROKEN(Remedy.SWAP),
    /** A payment for a live session was not taken, or the orchestrator says that it was not paid. */
    UNPAID(Remedy.SWAP),
    /** The orchestrator is taken out of service: work goes elsewhere while it still goes on there. */
    DRAINING(Remedy.SWAP),
    /** The orchestrator says goodbye, or its session ran out. */
    SESSION_ENDED(Remedy.SWAP),
    SESSION_REFUSED(Remedy.SWAP),
    /** The runner says that the client's parameters are wrong; two who say so are believed. */
    PARAMETERS_REFUSED(Remedy.SWAP),

    INSUFFICIENT_FUNDS(Remedy.FUND),

    /** The orchestrator says that the input itself cannot be worked on, by anybody. */
    INPUT_UNUSABLE(Remedy.SECOND_OPINION),

    /** What was live when the unit came is over, and nobody worked on it in time. */
    MISSED(Remedy.LEAVE_OUT),

    /** A runner says that the request itself is at fault: nobody else would say otherwise. */
    REQUEST_REFUSED(Remedy.GIVE_UP),
    /** Two runners, or one twice, failed at the same request in the same way. */
    RUNNERS_FAILED(Remedy.GIVE_UP),
    /** The time in which the client wanted its answer is over. */
    TOO_LATE(Remedy.GIVE_UP),
    /** An answer in pieces broke off, of which the client has a part. */
    BROKEN_OFF(Remedy.GIVE_UP),
    /** A restarted node has nobody to give the answer to. */
    CLIENT_GONE(Remedy.GIVE_UP),

    NO_INPUT(Remedy.GIVE_UP),
    SOURCE_FAILED(Remedy.GIVE_UP),
    /** A restarted node waited for the publisher of a live session, who did not come back. */
    PUBLISHER_GONE(Remedy.GIVE_UP),
    NOT_PUBLISHED(Remedy.GIVE_UP),
    NO_SUITABLE_ORCHESTRATOR(Remedy.GIVE_UP),
    TOO_MANY_SWAPS(Remedy.GIVE_UP),
    CLIENT_CANCELLED(Remedy.GIVE_UP);

    private final Remedy remedy;

    Reason(Remedy remedy) {
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }

    /** Whether the orchestrator gave or asked for what was not agreed, which no bad luck explains. */
    public boolean isCheat() {
        return switch (this) {
            case OVERCHARGED, SIGNATURE_MISMATCH, VERIFICATION_MISMATCH, DISTRUSTED, RESULT_UNUSABLE -> true;
            default -> false;
        };
    }

    /** As journals and answers print it: {@code worker-lost}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for a code that names no reason */
    public static Reason parse(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** What helps against a reason. */
    public enum Remedy {
        NONE,
        /** The same orchestrator may try again, within its budget. */
        RETRY,
        /** The same orchestrator once more with its newest ticket parameters; then as {@link #SWAP}. */
        FRESH_PARAMS,
        /** Another orchestrator, at once. */
        SWAP,
        /** Another orchestrator for this unit; two who agree are believed. */
        SECOND_OPINION,
        /** Nothing, and nobody is to blame: the job goes on without the unit. */
        LEAVE_OUT,
        /** Money, within the grace time. */
        FUND,
        /** Nothing: the job ends. */
        GIVE_UP
    }
}
