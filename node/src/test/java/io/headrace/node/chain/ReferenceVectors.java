package io.headrace.node.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.payments.CreationRound;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.payments.WinningTicket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others computed or recorded on the real contracts. */
final class ReferenceVectors {

    private ReferenceVectors() {}

    static JsonNode file(String name) {
        try (var in = ReferenceVectors.class.getResourceAsStream("/vectors/" + name)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static List<JsonNode> transactions(String function) {
        return file("chain-redemption.json")
                .get("transactions")
                .valueStream()
                .filter(transaction -> transaction.get("function").asString().equals(function))
                .toList();
    }

    static List<JsonNode> checks(String kind) {
        return file("verified-signatures.json")
                .get("checks")
                .valueStream()
                .filter(check -> check.get("kind").asString().equals(kind))
                .toList();
    }

    /** The winner of a recorded {@code redeemWinningTicket}. */
    static WinningTicket winner(JsonNode transaction) {
        var arguments = transaction.get("args");
        var tuple = arguments.get(0);
        byte[] auxData = bytes(tuple.get(6));
        var creation = new CreationRound(
                new BigInteger(1, auxData, 0, Hash256.LENGTH).longValueExact(),
                Hash256.of(Arrays.copyOfRange(auxData, Hash256.LENGTH, auxData.length)));
        var ticket = new Ticket(
                EthAddress.parse(tuple.get(0).asString()),
                EthAddress.parse(tuple.get(1).asString()),
                Wei.parse(tuple.get(2).asString()),
                new WinProb(number(tuple.get(3))),
                number(tuple.get(4)).longValueExact(),
                Hash256.parse(tuple.get(5).asString()),
                creation);
        return new WinningTicket(
                new SignedTicket(ticket, Signature.of(bytes(arguments.get(1)))),
                Hash256.of(number(arguments.get(2))),
                BigInteger.ZERO);
    }

    static BigInteger number(JsonNode decimal) {
        return new BigInteger(decimal.asString());
    }

    static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asString().substring(2));
    }
}
