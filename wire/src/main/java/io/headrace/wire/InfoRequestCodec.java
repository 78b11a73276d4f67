package io.headrace.wire;

import io.headrace.wire.net.OrchestratorRequest;
import java.util.Optional;

/** Gateways' questions, as they travel (wire protocol section 2.3). */
public final class InfoRequestCodec {
    private InfoRequestCodec() {}

    public static OrchestratorRequest encode(InfoRequest request) {
        var message = OrchestratorRequest.newBuilder()
                .setAddress(ProtoBytes.of(request.gateway()))
                .setSig(ProtoBytes.of(request.signature()))
                .setIgnoreCapacityCheck(request.ignoreCapacity());
        request.capabilities().ifPresent(needed -> message.setCapabilities(CapabilitiesCodec.encode(needed)));
        return message.build();
    }

    public static Decoded<InfoRequest> decode(OrchestratorRequest message) {
        return Decoding.of(
                PeerError.REQUEST_SIGNATURE,
                () -> new InfoRequest(
                        ProtoBytes.address(message.getAddress(), "address"),
                        ProtoBytes.signature(message.getSig()),
                        message.hasCapabilities()
                                ? Optional.of(CapabilitiesCodec.decode(message.getCapabilities()))
                                : Optional.empty(),
                        message.getIgnoreCapacityCheck()));
    }
}
