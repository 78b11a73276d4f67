package io.headrace.wire.runner;

import io.headrace.crypto.EthAddress;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;

/** A client asks for a new challenge for its session: {@code POST /refresh-payment} (real-time reference section 7.3). */
public record PaymentRefresh(EthAddress sender, String manifestId) {

    public static final String PATH = "/refresh-payment";

    public static PaymentRefresh decode(String json) throws UnreadableException {
        var fields = RunnerDocuments.fields(json, "core.RefreshPayment");
        try {
            return new PaymentRefresh(
                    EthAddress.parse(fields.text("sender")), RunnerDocuments.required(fields, "manifest_id"));
        } catch (IllegalArgumentException noAddress) {
            throw new UnreadableException("sender is no address: " + noAddress.getMessage());
        }
    }

    public String encode() {
        return new JsonObject()
                .text("sender", sender.toString())
                .text("manifest_id", manifestId)
                .toString();
    }
}
