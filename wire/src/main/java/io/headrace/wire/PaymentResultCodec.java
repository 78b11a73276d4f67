package io.headrace.wire;

import io.headrace.wire.net.PaymentResult;
import java.util.Optional;

/** What comes back for a payment that travelled alone: the orchestrator's info anew (wire protocol section 2.16). */
public final class PaymentResultCodec {
    private PaymentResultCodec() {}

    public static byte[] encode(OrchestratorInfo info) {
        return PaymentResult.newBuilder()
                .setInfo(OrchestratorInfoCodec.encode(info))
                .build()
                .toByteArray();
    }

    /** Empty when the peer had nothing new to say. */
    public static Decoded<Optional<OrchestratorInfo>> decode(byte[] bytes) {
        return Decoding.of(PeerError.UNKNOWN, () -> {
            var message = PaymentResult.parseFrom(bytes);
            return message.hasInfo() ? Optional.of(OrchestratorInfoCodec.info(message.getInfo())) : Optional.empty();
        });
    }
}
