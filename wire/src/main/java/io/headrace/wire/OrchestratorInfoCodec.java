package io.headrace.wire;

import io.headrace.wire.net.PriceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What orchestrators say of themselves, as it travels (wire protocol section 2.8). */
public final class OrchestratorInfoCodec {
    private static final int MAX_PRICES = 10_000;

    private OrchestratorInfoCodec() {}

    public static io.headrace.wire.net.OrchestratorInfo encode(OrchestratorInfo info) {
        var message = io.headrace.wire.net.OrchestratorInfo.newBuilder()
                .setTranscoder(info.serviceUri())
                .setAddress(ProtoBytes.of(info.address()))
                .addAllNodes(info.nodes())
                .setDraining(info.draining())
                .setMetersFlow(info.metersFlow());
        info.ticketParams().ifPresent(params -> message.setTicketParams(TicketParamsCodec.encode(params)));
        info.price().ifPresent(price -> message.setPriceInfo(PriceCodec.encode(price)));
        info.capabilities().ifPresent(offer -> message.setCapabilities(CapabilitiesCodec.encode(offer)));
        info.token().ifPresent(token -> message.setAuthToken(AuthTokenCodec.encode(token)));
        info.storage().ifPresent(policy -> message.addStorage(StorageCodec.encode(policy)));
        info.capabilityPrices().forEach(price -> message.addCapabilitiesPrices(encode(price)));
        return message.build();
    }

    private static PriceInfo encode(CapabilityPrice price) {
        return PriceCodec.encode(price.price()).toBuilder()
                .setCapability(price.capabilityId())
                .setConstraint(price.constraint())
                .build();
    }

    public static Decoded<OrchestratorInfo> decode(io.headrace.wire.net.OrchestratorInfo message) {
        return Decoding.of(PeerError.UNKNOWN, () -> info(message));
    }

    static OrchestratorInfo info(io.headrace.wire.net.OrchestratorInfo message) throws MalformedException {
        return new OrchestratorInfo(
                message.getTranscoder(),
                ProtoBytes.address(message.getAddress(), "address"),
                message.hasPriceInfo() ? Optional.of(PriceCodec.decode(message.getPriceInfo())) : Optional.empty(),
                message.hasTicketParams()
                        ? Optional.of(TicketParamsCodec.decode(message.getTicketParams()))
                        : Optional.empty(),
                message.hasCapabilities()
                        ? Optional.of(CapabilitiesCodec.decode(message.getCapabilities()))
                        : Optional.empty(),
                message.hasAuthToken() ? Optional.of(AuthTokenCodec.decode(message.getAuthToken())) : Optional.empty(),
                message.getNodesList(),
                prices(message.getCapabilitiesPricesList()),
                StorageCodec.decode(message.getStorageList()),
                message.getDraining(),
                message.getMetersFlow());
    }

    private static List<CapabilityPrice> prices(List<PriceInfo> messages) throws MalformedException {
        if (messages.size() > MAX_PRICES) {
            throw new MalformedException("a list of " + messages.size() + " prices");
        }
        var prices = new ArrayList<CapabilityPrice>();
        for (var message : messages) {
            prices.add(
                    new CapabilityPrice(message.getCapability(), message.getConstraint(), PriceCodec.decode(message)));
        }
        return prices;
    }
}
