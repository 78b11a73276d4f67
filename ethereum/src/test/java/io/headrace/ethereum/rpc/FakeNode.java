package io.headrace.ethereum.rpc;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node that one account sends to: a pool with one transaction per nonce, and blocks that a test mines. Each method can
 * be made to fail or to refuse, once or from now on. One thread.
 */
public final class FakeNode implements Endpoint {

    /** @param raw as it came in */
    public record Sent(HexData raw, Hash256 hash, long nonce, Wei tip, Wei cap) {}

    private record Mined(Sent sent, long block, boolean succeeded) {}

    private record Trouble(Supplier<Reply> answer, boolean once) {}

    private final List<Sent> sent = new ArrayList<>();
    private final TreeMap<Long, Sent> pool = new TreeMap<>();
    private final TreeMap<Long, Mined> mined = new TreeMap<>();
    private final Map<String, Trouble> troubles = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long block = 100;
    private Wei baseFee = Wei.of(1_000);

    /** All that came in, in order, twice when it came twice. */
    public List<Sent> sent() {
        return List.copyOf(sent);
    }

    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The one in the pool at this nonce goes into the next block. */
    public void mine(long nonce, boolean succeeded) {
        var one = Optional.ofNullable(pool.remove(nonce)).orElseThrow();
        block++;
        mined.put(nonce, new Mined(one, block, succeeded));
    }

    /** This one, though the pool may have another at its nonce by now. */
    public void mine(Sent one) {
        pool.put(one.nonce(), one);
        mine(one.nonce(), true);
    }

    public void mineEmpty(int blocks) {
        block += blocks;
    }

    /** Forgets what waits. */
    public void losePool() {
        pool.clear();
    }

    /** Takes the block of this transaction back. */
    public void unmine(long nonce) {
        mined.remove(nonce);
    }

    public void baseFee(Wei perGas) {
        baseFee = perGas;
    }

    /** The method's next answer is none. */
    public void failOnce(String method) {
        troubles.put(method, new Trouble(() -> new Reply.Fault("broken off"), true));
    }

    /** The method's next answer is something that nobody thought of. */
    public void breakOnce(String method) {
        troubles.put(
                method,
                new Trouble(
                        () -> {
                            throw new IllegalStateException("nobody thought of this");
                        },
                        true));
    }

    public void fail(String method) {
        troubles.put(method, new Trouble(() -> new Reply.Fault("broken off"), false));
    }

    public void refuse(String method, String errorJson) {
        troubles.put(
                method,
                new Trouble(() -> ErrorReading.read(method, JsonMapper.shared().readTree(errorJson)), false));
    }

    public void heal(String method) {
        troubles.remove(method);
    }

    @Override
    public String name() {
        return "fake node";
    }

    @Override
    public Reply ask(String method, List<?> parameters, Duration limit) {
        asked.add(method);
        var trouble = troubles.get(method);
        if (trouble != null) {
            if (trouble.once()) {
                troubles.remove(method);
            }
            return trouble.answer().get();
        }
        if (method.equals("eth_sendRawTransaction")) {
            return take(HexData.parse((String) parameters.getFirst()));
        }
        return new Reply.Result(answer(method, parameters));
    }

    private JsonNode answer(String method, List<?> parameters) {
        return switch (method) {
            case "eth_chainId" -> text(31_337);
            case "eth_blockNumber" -> text(block);
            case "eth_getBlockByNumber" ->
                json(Map.of(
                        "number", hex(block),
                        "hash", hash(block),
                        "parentHash", hash(block - 1),
                        "baseFeePerGas", Quantity.hex(baseFee.amount())));
            case "eth_maxPriorityFeePerGas" -> text(10);
            case "eth_estimateGas" -> text(50_000);
            case "eth_getTransactionCount" -> text(parameters.getLast().equals("pending") ? pending() : count());
            case "eth_getTransactionReceipt" ->
                mined.values().stream()
                        .filter(one -> one.sent().hash().toString().equals(parameters.getFirst()))
                        .findFirst()
                        .map(FakeNode::receipt)
                        .orElseGet(() -> JsonMapper.shared().nullNode());
            case "eth_getTransactionByHash" ->
                pool.values().stream()
                        .filter(one -> one.hash().toString().equals(parameters.getFirst()))
                        .findFirst()
                        .map(FakeNode::waiting)
                        .orElseGet(() -> JsonMapper.shared().nullNode());
            case "eth_call" -> json("0x");
            default -> throw new AssertionError("asked " + method);
        };
    }

    private Reply take(HexData raw) {
        var one = read(raw);
        sent.add(one);
        var there = pool.get(one.nonce());
        if (one.nonce() < count()) {
            return refusal("nonce too low");
        }
        if (there != null && there.hash().equals(one.hash())) {
            return refusal("already known");
        }
        if (there != null && one.cap().compareTo(there.cap()) <= 0) {
            return refusal("replacement transaction underpriced");
        }
        pool.put(one.nonce(), one);
        return new Reply.Result(json(one.hash().toString()));
    }

    private static Sent read(HexData raw) {
        var fields =
                ((RlpList) RlpDecoder.decode(raw.after(1).bytes()).getValues().getFirst()).getValues();
        return new Sent(
                raw,
                Keccak.hash(raw.bytes()),
                ((RlpString) fields.get(1)).asPositiveBigInteger().longValueExact(),
                new Wei(((RlpString) fields.get(2)).asPositiveBigInteger()),
                new Wei(((RlpString) fields.get(3)).asPositiveBigInteger()));
    }

    private long count() {
        long count = 0;
        while (mined.containsKey(count)) {
            count++;
        }
        return count;
    }

    private long pending() {
        long pending = count();
        while (pool.containsKey(pending)) {
            pending++;
        }
        return pending;
    }

    private static Reply refusal(String message) {
        return ErrorReading.read("eth_sendRawTransaction", json(Map.of("code", -32000, "message", message)));
    }

    private static JsonNode receipt(Mined one) {
        return json(Map.of(
                "transactionHash", one.sent().hash().toString(),
                "status", one.succeeded() ? "0x1" : "0x0",
                "blockNumber", hex(one.block()),
                "blockHash", hash(one.block()),
                "gasUsed", "0x5208",
                "logs", List.of()));
    }

    private static JsonNode waiting(Sent one) {
        return json(Map.of(
                "hash", one.hash().toString(),
                "from", "0x1563915e194d8cfba1943570603f7606a3115508",
                "nonce", hex(one.nonce())));
    }

    private static JsonNode text(long number) {
        return json(hex(number));
    }

    private static String hex(long number) {
        return Quantity.hex(number);
    }

    private static String hash(long block) {
        return Hash256.of(BigInteger.valueOf(block)).toString();
    }

    private static JsonNode json(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }
}
