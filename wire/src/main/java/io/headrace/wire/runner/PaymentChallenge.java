package io.headrace.wire.runner;

import com.google.protobuf.InvalidProtocolBufferException;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.OrchestratorInfoCodec;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.Base64;

/**
 * What a client must pay before it is served: the answer 402 (real-time reference section 9.6).
 *
 * @param paymentParams an orchestrator's info in base64: price, ticket parameters, auth token
 * @param manifestId under which it is paid; it becomes the session's id
 * @param paymentUrl where later payments go
 */
public record PaymentChallenge(String paymentParams, String orchestrator, String manifestId, String paymentUrl) {

    public static final int STATUS = 402;

    /** By which a client says who will pay. Without it there is no challenge, but an error of the same status. */
    public static final String PAYER_HEADER = "Livepeer-Payer-Address";

    /** What that error says. */
    public static final String NO_PAYER = "invalid live runner payment signer address";

    public static PaymentChallenge decode(String json) throws UnreadableException {
        var fields = RunnerDocuments.fields(json, "core.PaymentChallenge");
        return new PaymentChallenge(
                RunnerDocuments.required(fields, "payment_params"),
                fields.text("orchestrator"),
                RunnerDocuments.required(fields, "manifest_id"),
                fields.text("payment_url"));
    }

    public String encode() {
        return new JsonObject()
                .text("payment_params", paymentParams)
                .text("orchestrator", orchestrator)
                .text("manifest_id", manifestId)
                .text("payment_url", paymentUrl)
                .toString();
    }

    /** What is to be paid, and how. */
    public OrchestratorInfo info() throws UnreadableException {
        try {
            var message = io.headrace.wire.net.OrchestratorInfo.parseFrom(
                    Base64.getDecoder().decode(paymentParams));
            return OrchestratorInfoCodec.decode(message)
                    .toOptional()
                    .orElseThrow(() -> new UnreadableException("payment_params make no sense"));
        } catch (IllegalArgumentException | InvalidProtocolBufferException notTheMessage) {
            throw new UnreadableException("payment_params are no message in base64: " + notTheMessage.getMessage());
        }
    }
}
