package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The JSON forms of blocks, logs and receipts. All refuse with {@link MalformedAnswer} what they do not understand. */
final class Reading {

    private Reading() {}

    static BigInteger number(JsonNode node) {
        return Quantity.parse(text(node));
    }

    static long longNumber(JsonNode node) {
        var value = number(node);
        if (value.bitLength() > 63) {
            throw new MalformedAnswer("Larger than any block or gas: " + value);
        }
        return value.longValue();
    }

    static Wei wei(JsonNode node) {
        return new Wei(number(node));
    }

    static HexData data(JsonNode node) {
        return HexData.parse(text(node));
    }

    static Hash256 hash(JsonNode node) {
        return Hash256.parse(text(node));
    }

    static EthAddress address(JsonNode node) {
        return EthAddress.parse(text(node));
    }

    static <T> Optional<T> perhaps(JsonNode node, Function<JsonNode, T> reader) {
        return absent(node) ? Optional.empty() : Optional.of(reader.apply(node));
    }

    static BlockHeader header(JsonNode block) {
        long number = longNumber(block.path("number"));
        return new BlockHeader(
                number,
                perhaps(block.path("l1BlockNumber"), Reading::longNumber).orElse(number),
                hash(block.path("hash")),
                hash(block.path("parentHash")),
                perhaps(block.path("baseFeePerGas"), Reading::wei).orElse(Wei.ZERO));
    }

    static List<Log> logs(JsonNode list) {
        if (!list.isArray()) {
            throw new MalformedAnswer("Not a list of logs: " + MalformedAnswer.shortened(list.toString()));
        }
        return StreamSupport.stream(list.spliterator(), false).map(Reading::log).toList();
    }

    static Log log(JsonNode log) {
        return new Log(
                address(log.path("address")),
                StreamSupport.stream(log.path("topics").spliterator(), false)
                        .map(Reading::hash)
                        .toList(),
                data(log.path("data")),
                longNumber(log.path("blockNumber")),
                hash(log.path("blockHash")),
                hash(log.path("transactionHash")),
                longNumber(log.path("logIndex")));
    }

    static Receipt receipt(JsonNode receipt) {
        return new Receipt(
                hash(receipt.path("transactionHash")),
                longNumber(receipt.path("status")) == 1,
                longNumber(receipt.path("blockNumber")),
                hash(receipt.path("blockHash")),
                longNumber(receipt.path("gasUsed")),
                perhaps(receipt.path("effectiveGasPrice"), Reading::wei).orElse(Wei.ZERO),
                perhaps(receipt.path("contractAddress"), Reading::address).orElse(EthAddress.ZERO),
                logs(receipt.path("logs")));
    }

    static KnownTransaction transaction(JsonNode transaction) {
        return new KnownTransaction(
                hash(transaction.path("hash")),
                address(transaction.path("from")),
                longNumber(transaction.path("nonce")),
                !absent(transaction.path("blockHash")));
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw new MalformedAnswer("Not a text: " + MalformedAnswer.shortened(node.toString()));
        }
        return node.stringValue();
    }
}
