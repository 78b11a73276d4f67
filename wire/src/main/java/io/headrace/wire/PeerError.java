package io.headrace.wire;

import static io.headrace.wire.PeerError.Place.GRPC;
import static io.headrace.wire.PeerError.Place.HTTP;
import static io.headrace.wire.PeerError.Place.RESULT;
import static io.headrace.wire.Reaction.GIVE_UP_UNIT;
import static io.headrace.wire.Reaction.REFRESH_AND_RETRY;
import static io.headrace.wire.Reaction.TRY_ANOTHER;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every error that nodes tell each other about transcoding and its payment, with the text that existing peers compare
 * (wire protocol sections 3.1, 5.1, 5.6, 5.11, 8.3 and 9.6). A text that ends in a blank or an equals sign is the
 * beginning of one.
 */
public enum PeerError {
    // Asking for an orchestrator's info, and other calls.
    REQUEST_SIGNATURE(GRPC, 0, "Invalid orchestrator request: orchestrator req sig check failed", TRY_ANOTHER),
    REQUEST_CAPPED(GRPC, 0, "Invalid orchestrator request: OrchestratorCapped", TRY_ANOTHER),
    AUTHENTICATION(GRPC, 0, "authentication failed: ", TRY_ANOTHER),
    SENDER_RESERVE(GRPC, 0, "insufficient sender reserve", TRY_ANOTHER),
    END_TOKEN(GRPC, 0, "Invalid auth token", TRY_ANOTHER),
    WORKER_SECRET(GRPC, 0, "invalid secret", TRY_ANOTHER),
    WORKER_CAPACITY(GRPC, 0, "zero capacity", TRY_ANOTHER),

    // The head of a request for work, in the order in which it is looked at.
    PAYMENT_ENCODING(HTTP, 402, "base64 decode error: ", TRY_ANOTHER),
    PAYMENT_MESSAGE(HTTP, 402, "protobuf unmarshal error: ", TRY_ANOTHER),
    SEGMENT_ENCODING(HTTP, 403, "ErrorSegEncoding", TRY_ANOTHER),
    SEGMENT_MESSAGE(HTTP, 403, "invalid segment data: ", TRY_ANOTHER),
    INVALID_DURATION(HTTP, 403, "invalid duration", GIVE_UP_UNIT),
    UNKNOWN_FORMAT(HTTP, 403, "unrecognized profile output format", TRY_ANOTHER),
    UNKNOWN_PROFILE(HTTP, 403, "unrecognized encoder profile", TRY_ANOTHER),
    UNKNOWN_CODEC(HTTP, 403, "unrecognized video codec", TRY_ANOTHER),
    SEGMENT_SIGNATURE(HTTP, 403, "ErrSegSig", TRY_ANOTHER),
    INCOMPATIBLE(HTTP, 403, "incompatible capabilities", TRY_ANOTHER),
    TOKEN_MISSING(HTTP, 403, "missing auth token", TRY_ANOTHER),
    TOKEN_INVALID(HTTP, 403, "invalid auth token", REFRESH_AND_RETRY),
    TOKEN_EXPIRED(HTTP, 403, "expired auth token", REFRESH_AND_RETRY),
    CAPPED(HTTP, 403, "OrchestratorCapped", TRY_ANOTHER),
    INTERNAL(HTTP, 500, "Internal Server Error", TRY_ANOTHER),
    SENDER_MISSING(HTTP, 400, "Could not find Sender for payment: ", TRY_ANOTHER),
    RECIPIENT_INACTIVE(HTTP, 400, "orchestrator ", TRY_ANOTHER),
    EXPECTED_PRICE(HTTP, 400, "invalid expected price sent with payment err=", REFRESH_AND_RETRY),
    TICKET_RECIPIENT(HTTP, 400, "invalid ticket recipient", TRY_ANOTHER),
    TICKET_SENDER(HTTP, 400, "invalid ticket sender", TRY_ANOTHER),
    TICKET_COMMITMENT(HTTP, 400, "invalid recipientRand for ticket recipientRandHash", REFRESH_AND_RETRY),
    TICKET_SIGNATURE(HTTP, 400, "invalid ticket signature", TRY_ANOTHER),
    TICKET_NONCE(HTTP, 400, "invalid ticket senderNonce: already seen ", REFRESH_AND_RETRY),
    TOO_MANY_NONCES(HTTP, 400, "invalid ticket senderNonce: too many values ", REFRESH_AND_RETRY),
    PARAMS_EXPIRED(HTTP, 400, "TicketParams expired", REFRESH_AND_RETRY),
    INSUFFICIENT_BALANCE(HTTP, 400, "Insufficient balance", REFRESH_AND_RETRY),
    SOURCE_NOT_FETCHED(HTTP, 400, "BadRequest", TRY_ANOTHER),
    SEGMENT_HASH(HTTP, 403, "Forbidden", TRY_ANOTHER),

    // A worker's delivery.
    UNAUTHORIZED(HTTP, 401, "Unauthorized", TRY_ANOTHER),
    INVALID_TASK(HTTP, 400, "Invalid Task ID", TRY_ANOTHER),
    INVALID_PIXELS(HTTP, 400, "Invalid Pixels", TRY_ANOTHER),
    NO_MEDIA_TYPE(HTTP, 415, "mime: no media type", TRY_ANOTHER),

    // After the early 200: the text travels within the result.
    RESULT_CAPPED(RESULT, 200, "OrchestratorCapped", TRY_ANOTHER),
    BUSY(RESULT, 200, "OrchestratorBusy", TRY_ANOTHER),
    MISMATCHED_SEGMENTS(RESULT, 200, "MismatchedSegments", TRY_ANOTHER),
    ZERO_SEGMENTS(RESULT, 200, "ZeroSegments", TRY_ANOTHER),
    WORKER_UNAVAILABLE(RESULT, 200, "ErrTranscoderUnavailable", TRY_ANOTHER),
    WORKER_BUSY(RESULT, 200, "TranscoderBusy", TRY_ANOTHER),
    WORKER_STOPPED(RESULT, 200, "TranscoderStopped", TRY_ANOTHER),
    NO_WORKERS(RESULT, 200, "no transcoders available", TRY_ANOTHER),
    NO_CAPABLE_WORKERS(RESULT, 200, "no transcoders can provide requested capabilities", TRY_ANOTHER),
    WORKER_TIMEOUT(RESULT, 200, "Remote transcoder took too long", TRY_ANOTHER),
    NO_STORAGE(RESULT, 200, "Missing local storage", TRY_ANOTHER),
    PROFILE_MISMATCH(RESULT, 200, "segment / profile mismatch", TRY_ANOTHER),
    WORKER_INCOMPATIBLE(RESULT, 200, "incompatible segment capabilities", TRY_ANOTHER),
    NO_KEYFRAME_STATISTICS(RESULT, 200, "MediaStats Failure", TRY_ANOTHER),
    PIXEL_FORMAT(RESULT, 200, "Unsupported input pixel format", GIVE_UP_UNIT),
    FILTER_GRAPH(RESULT, 200, "Error initializing filtergraph", GIVE_UP_UNIT),
    TOO_MANY_OUTPUTS(RESULT, 200, "Too many outputs", GIVE_UP_UNIT),
    INPUT_CODEC(RESULT, 200, "Unsupported input codec", GIVE_UP_UNIT),
    NO_KEYFRAMES(RESULT, 200, "No keyframes in input", GIVE_UP_UNIT),
    UNRECOVERABLE(RESULT, 200, "Unrecoverable state, restart process", GIVE_UP_UNIT),
    FRAMES_RUNAWAY(RESULT, 200, "Encoded frames runaway", GIVE_UP_UNIT),
    NO_DECODER(RESULT, 200, "Decoder not found", GIVE_UP_UNIT),
    NO_DEMUXER(RESULT, 200, "Demuxer not found", GIVE_UP_UNIT),
    NO_ENCODER(RESULT, 200, "Encoder not found", GIVE_UP_UNIT),
    NO_MUXER(RESULT, 200, "Muxer not found", GIVE_UP_UNIT),
    NO_OPTION(RESULT, 200, "Option not found", GIVE_UP_UNIT),
    INVALID_ARGUMENT(RESULT, 200, "Invalid argument", GIVE_UP_UNIT),
    INVALID_RESOLUTION(RESULT, 200, "TranscoderInvalidResolution", GIVE_UP_UNIT),
    INVALID_VIDEO(RESULT, 200, "TranscoderInvalidVideo", GIVE_UP_UNIT),
    UNRECOGNIZED_FORMAT(RESULT, 200, "TranscoderUnrecognizedFormat", GIVE_UP_UNIT),
    UNRECOGNIZED_PROFILE(RESULT, 200, "TranscoderUnrecognizedProfile", GIVE_UP_UNIT),
    INVALID_GOP(RESULT, 200, "TranscoderInvalidGOP", GIVE_UP_UNIT),
    INCOMPATIBLE_DEVICES(RESULT, 200, "TranscoderIncompatibleDevices", GIVE_UP_UNIT),

    /** Any text that is not in this table, and any message that makes no sense. */
    UNKNOWN(RESULT, 200, "", TRY_ANOTHER);

    /** Where an error travels. */
    public enum Place {
        /** As the body of an HTTP answer of {@link PeerError#status}, ended by a newline. */
        HTTP,
        /** As the message of a gRPC status UNKNOWN. */
        GRPC,
        /** As {@code TranscodeResult.error}, in the body of an answer whose status was sent long before. */
        RESULT
    }

    private final Place place;
    private final int status;
    private final String text;
    private final Reaction reaction;

    PeerError(Place place, int status, String text, Reaction reaction) {
        this.place = place;
        this.status = status;
        this.text = text;
        this.reaction = reaction;
    }

    public Place place() {
        return place;
    }

    /** The HTTP status; 0 for gRPC. */
    public int status() {
        return status;
    }

    public String text() {
        return text;
    }

    public Reaction reaction() {
        return reaction;
    }

    public Refusal refusal() {
        return new Refusal(this, text);
    }

    /** @param rest what follows the text where that is only a beginning */
    public Refusal refusal(String rest) {
        return new Refusal(this, text + rest);
    }

    /** What a peer's HTTP answer other than 200 means. */
    public static PeerError ofAnswer(int status, String body) {
        return of(HTTP, body).filter(error -> error.status == status).orElse(status / 100 == 5 ? INTERNAL : UNKNOWN);
    }

    /** What the text within a result means. */
    public static PeerError ofResult(String text) {
        return of(RESULT, text).orElse(UNKNOWN);
    }

    /** What the message of a failed gRPC call means. */
    public static PeerError ofCall(String message) {
        return of(GRPC, message).orElse(UNKNOWN);
    }

    private static Optional<PeerError> of(Place place, String text) {
        String given = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(error -> error != UNKNOWN && error.place == place && error.means(given))
                .findFirst();
    }

    private boolean means(String given) {
        String known = text.toLowerCase(Locale.ROOT);
        return (known.endsWith(" ") || known.endsWith("=")) ? given.startsWith(known) : given.equals(known);
    }
}
