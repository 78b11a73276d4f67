package io.headrace.wire;

import io.headrace.payments.CreationRound;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.wire.net.TicketExpirationParams;

/** Recipients' offers as they travel (wire protocol sections 2.21 and 2.23). */
final class TicketParamsCodec {
    private TicketParamsCodec() {}

    static io.headrace.wire.net.TicketParams encode(TicketParams params) {
        return encodeWithoutRound(params).toBuilder()
                .setExpirationParams(encode(params.creation()))
                .build();
    }

    /** As it is sent back with a payment, which names the round elsewhere. */
    static io.headrace.wire.net.TicketParams encodeWithoutRound(TicketParams params) {
        return io.headrace.wire.net.TicketParams.newBuilder()
                .setRecipient(ProtoBytes.of(params.recipient()))
                .setFaceValue(ProtoBytes.of(params.faceValue().amount()))
                .setWinProb(ProtoBytes.of(params.winProb().threshold()))
                .setRecipientRandHash(ProtoBytes.of(params.randHash()))
                .setSeed(ProtoBytes.of(params.seed()))
                .setExpirationBlock(ProtoBytes.of(params.expirationBlock()))
                .build();
    }

    static TicketExpirationParams encode(CreationRound creation) {
        return TicketExpirationParams.newBuilder()
                .setCreationRound(creation.round())
                .setCreationRoundBlockHash(ProtoBytes.of(creation.blockHash()))
                .build();
    }

    static TicketParams decode(io.headrace.wire.net.TicketParams message) throws MalformedException {
        return decode(message, decode(message.getExpirationParams()));
    }

    static TicketParams decode(io.headrace.wire.net.TicketParams message, CreationRound creation)
            throws MalformedException {
        return new TicketParams(
                ProtoBytes.address(message.getRecipient(), "ticket recipient"),
                new Wei(ProtoBytes.number(message.getFaceValue(), "ticket face value")),
                new WinProb(ProtoBytes.number(message.getWinProb(), "ticket win probability")),
                ProtoBytes.hash(message.getRecipientRandHash(), "ticket recipientRandHash"),
                ProtoBytes.number(message.getSeed(), "ticket seed"),
                ProtoBytes.number(message.getExpirationBlock(), "ticket expiration block"),
                creation);
    }

    static CreationRound decode(TicketExpirationParams message) throws MalformedException {
        return new CreationRound(
                message.getCreationRound(),
                ProtoBytes.hash(message.getCreationRoundBlockHash(), "creation round block hash"));
    }
}
