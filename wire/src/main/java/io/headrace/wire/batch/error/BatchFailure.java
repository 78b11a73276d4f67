package io.headrace.wire.batch.error;

/**
 * Why a batch request was not served: one meaning on every hop, from the runner to the client. The text is for people.
 */
public sealed interface BatchFailure {

    String message();

    /** The request cannot be served as it is written: 400 from a runner and to a client. */
    record BadRequest(String message) implements BatchFailure {}

    /** The file is too large: 413. */
    record TooLarge(String message) implements BatchFailure {}

    /** The file cannot be decoded: 415. */
    record UnsupportedMedia(String message) implements BatchFailure {}

    /** A field is missing or has the wrong type: 422. */
    record Invalid(String message) implements BatchFailure {}

    /** The payment was not accepted as it was made; another may be. */
    record PaymentRefused(String message) implements BatchFailure {}

    /** No room for it now: 503. */
    record NoCapacity(String message) implements BatchFailure {}

    /** The peer no longer serves this pipeline to anybody: 410. */
    record Gone(String message) implements BatchFailure {}

    /** Nobody answered in time: 504. */
    record TooLate(String message) implements BatchFailure {}

    /** A runner, a worker or an orchestrator is at fault: 502. */
    record Broken(String message) implements BatchFailure {}

    /** What a gateway does about it. */
    enum Reaction {
        /** Whoever is asked, the answer is the same; nobody but the client is at fault. */
        TELL_CLIENT,
        /** Make a new payment for the same orchestrator, a few times. */
        PAY_AGAIN,
        /** Ask another; this one stays in the pool. */
        TRY_ANOTHER,
        /** Ask another, and leave this one out for a while. */
        SUSPEND,
        /** Ask another, and never this one for this pipeline. */
        NEVER_AGAIN
    }

    default Reaction reaction() {
        return switch (this) {
            case BadRequest _, TooLarge _, UnsupportedMedia _, Invalid _ -> Reaction.TELL_CLIENT;
            case PaymentRefused _ -> Reaction.PAY_AGAIN;
            case NoCapacity _ -> Reaction.TRY_ANOTHER;
            case Gone _ -> Reaction.NEVER_AGAIN;
            case TooLate _, Broken _ -> Reaction.SUSPEND;
        };
    }

    /** The status that a client gets. Payment is the gateway's affair: a client sees that nobody could serve it. */
    default int clientStatus() {
        return switch (this) {
            case BadRequest _ -> 400;
            case TooLarge _ -> 413;
            case UnsupportedMedia _ -> 415;
            case Invalid _ -> 422;
            case Broken _ -> 502;
            case PaymentRefused _, NoCapacity _, Gone _ -> 503;
            case TooLate _ -> 504;
        };
    }
}
