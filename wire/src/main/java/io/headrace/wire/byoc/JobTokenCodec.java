package io.headrace.wire.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * {@link JobToken} as it travels. Ticket parameters and price are always there, because existing gateways do not survive
 * their absence; what is zero is left out. Numbers within are the base64 of their bytes, as in the network's messages.
 */
public final class JobTokenCodec {

    private static final String TYPE = "byoc.JobToken";

    private JobTokenCodec() {}

    public static String encode(JobToken token) {
        var document = new JsonObject()
                .json("sender_address", token.sender().encode())
                .json("ticket_params", token.offer().map(JobTokenCodec::encode).orElse("{}"));
        if (!token.balance().isZero()) {
            document.json("balance", token.balance().toString());
        }
        document.json("price", encode(token.price().portable()));
        encode(token.metering(), document);
        document.text("service_addr", token.serviceAddress());
        if (token.freeCapacity() > 0) {
            document.number("available_capacity", token.freeCapacity());
        }
        return document.number("LastNonce", 0) + "\n";
    }

    /** Existing gateways pass over it; of the network's own they are told nothing. */
    private static void encode(Metering metering, JsonObject document) {
        if (metering.unit() != PricingUnit.SECOND) {
            document.text("unit", metering.unit().word());
        }
        if (metering instanceof Metering.ByApplication(var _, long mostUnits)) {
            document.number("units_ahead", mostUnits);
        }
    }

    private static String encode(Price price) {
        var document = new JsonObject();
        if (!price.isFree()) {
            document.json("pricePerUnit", price.perUnit().numerator().toString());
        }
        return document.json("pixelsPerUnit", price.perUnit().denominator().toString())
                .toString();
    }

    private static String encode(TicketParams offer) {
        var round = new JsonObject()
                .number("creation_round", offer.creation().round())
                .text(
                        "creation_round_block_hash",
                        base64(offer.creation().blockHash().bytes()));
        return new JsonObject()
                .text("recipient", base64(offer.recipient().bytes()))
                .text("face_value", base64(offer.faceValue().amount()))
                .text("win_prob", base64(offer.winProb().threshold()))
                .text("recipient_rand_hash", base64(offer.randHash().bytes()))
                .text("seed", base64(offer.seed()))
                .text("expiration_block", base64(offer.expirationBlock()))
                .json("expiration_params", round.toString())
                .toString();
    }

    public static JobToken decode(String json) throws UnreadableException {
        var fields = JsonDocument.parse(json, TYPE, JobBody.MAX_LENGTH).fields();
        try {
            return new JobToken(
                    SenderProof.decode(fields.object("sender_address")),
                    offer(fields.object("ticket_params")),
                    Wei.of(fields.whole("balance").orElse(0)),
                    price(fields.object("price")),
                    metering(fields),
                    fields.text("service_addr"),
                    Math.clamp(fields.whole("available_capacity").orElse(0), 0, Integer.MAX_VALUE));
        } catch (IllegalArgumentException invalid) {
            // Our values are valid from birth: what the peer sent is none.
            throw new UnreadableException(String.valueOf(invalid.getMessage()));
        }
    }

    private static Metering metering(JsonFields fields) throws UnreadableException {
        var unit = ContainerRegistration.word(PricingUnit.class, fields.text("unit"), PricingUnit.SECOND);
        return Metering.of(unit, fields.whole("units_ahead").orElse(0));
    }

    private static Price price(JsonFields fields) throws UnreadableException {
        long units = fields.whole("pixelsPerUnit").orElse(1);
        return Price.of(fields.whole("pricePerUnit").orElse(0), Math.max(1, units));
    }

    /** Empty when nobody is to be paid. */
    private static Optional<TicketParams> offer(JsonFields fields) throws UnreadableException {
        if (!fields.has("recipient")) {
            return Optional.empty();
        }
        var round = fields.object("expiration_params");
        return Optional.of(new TicketParams(
                EthAddress.of(bytes(fields, "recipient")),
                new Wei(number(fields, "face_value")),
                new WinProb(number(fields, "win_prob")),
                Hash256.of(number(fields, "recipient_rand_hash")),
                number(fields, "seed"),
                number(fields, "expiration_block"),
                new CreationRound(
                        round.whole("creation_round").orElse(0),
                        Hash256.of(number(round, "creation_round_block_hash")))));
    }

    private static byte[] bytes(JsonFields fields, String name) throws UnreadableException {
        byte[] bytes = Base64.getDecoder().decode(fields.text(name));
        if (bytes.length > Hash256.LENGTH) {
            throw new UnreadableException(name + " has " + bytes.length + " bytes, more than " + Hash256.LENGTH);
        }
        return bytes;
    }

    private static BigInteger number(JsonFields fields, String name) throws UnreadableException {
        return new BigInteger(1, bytes(fields, name));
    }

    /** Without leading zeros. */
    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
