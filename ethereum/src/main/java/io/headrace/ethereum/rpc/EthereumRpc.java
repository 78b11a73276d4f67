package io.headrace.ethereum.rpc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods of the JSON-RPC that this node uses, typed. All block, throw
 * {@link io.headrace.chain.ChainUnavailable} when no node answers, and {@link RpcRefusal} when one refuses. Any thread.
 *
 * @param limit for each call
 */
public record EthereumRpc(JsonRpc rpc, Duration limit) {

    /** For a block watcher, which asks again soon. */
    public static final Duration WATCHING = Duration.ofSeconds(20);

    /** For everything else (payments section 2.6). */
    public static final Duration CALLING = Duration.ofMinutes(2);

    public EthereumRpc within(Duration other) {
        return new EthereumRpc(rpc, other);
    }

    public long chainId() {
        return ask(Question.of("eth_chainId", Reading::longNumber));
    }

    public long blockNumber() {
        return ask(Question.of("eth_blockNumber", Reading::longNumber).telling(head -> head));
    }

    public BlockHeader latest() {
        return ask(Question.of("eth_getBlockByNumber", Reading::header, "latest", false)
                .telling(BlockHeader::number));
    }

    /** Empty for a block that is not there yet. */
    public Optional<BlockHeader> header(long number) {
        return ask(Question.of(
                        "eth_getBlockByNumber",
                        block -> Reading.perhaps(block, Reading::header),
                        Quantity.hex(number),
                        false)
                .needing(number));
    }

    /** Empty for a block that the node does not have, perhaps because it was taken back. */
    public Optional<BlockHeader> header(Hash256 hash) {
        return ask(Question.of(
                "eth_getBlockByHash", block -> Reading.perhaps(block, Reading::header), hash.toString(), false));
    }

    /** In the order of the chain. Asked of a node that has seen the last block, or it would leave some out. */
    public List<Log> logs(LogFilter filter) {
        return ask(Question.of("eth_getLogs", Reading::logs, parameters(filter)).needing(filter.toBlock()));
    }

    public HexData call(CallMessage message, BlockId block) {
        return ask(Question.of("eth_call", Reading::data, parameters(message), block.parameter()));
    }

    /** @throws RpcRefusal with the contract's reason when the call would be refused */
    public long estimateGas(CallMessage message) {
        return ask(Question.of("eth_estimateGas", Reading::longNumber, parameters(message)));
    }

    public Wei balance(EthAddress account) {
        return ask(Question.of("eth_getBalance", Reading::wei, account.toString(), "latest"));
    }

    /** How many transactions the account has sent, up to that block; with {@link BlockId#PENDING} those that wait too. */
    public long nonce(EthAddress account, BlockId block) {
        return ask(Question.of("eth_getTransactionCount", Reading::longNumber, account.toString(), block.parameter()));
    }

    /** Empty while the transaction is in no block. */
    public Optional<Receipt> receipt(Hash256 transaction) {
        return ask(Question.of(
                "eth_getTransactionReceipt",
                receipt -> Reading.perhaps(receipt, Reading::receipt),
                transaction.toString()));
    }

    /** Empty for a transaction that the node never saw, or that it threw out again. */
    public Optional<KnownTransaction> transaction(Hash256 transaction) {
        return ask(Question.of(
                "eth_getTransactionByHash",
                known -> Reading.perhaps(known, Reading::transaction),
                transaction.toString()));
    }

    /** What miners want on top of the base fee. Of a node without this method: gas price less base fee. */
    public Wei maxPriorityFeePerGas() {
        try {
            return ask(Question.of("eth_maxPriorityFeePerGas", Reading::wei));
        } catch (RpcRefusal refusal) {
            if (refusal.reason() != RpcRefusal.Reason.NO_SUCH_METHOD) {
                throw refusal;
            }
            var base = latest().baseFee();
            var price = gasPrice();
            return price.compareTo(base) > 0 ? price.minus(base) : Wei.ZERO;
        }
    }

    /** Never zero: tickets priced by a node that lies about it would cost more than they pay. */
    public Wei gasPrice() {
        return ask(Question.of("eth_gasPrice", node -> {
            var price = Reading.wei(node);
            if (price.isZero()) {
                throw new MalformedAnswer("gas costs nothing");
            }
            return price;
        }));
    }

    /**
     * Hands over a signed transaction. One that the node has already, or that is in a block by now, counts as handed
     * over: the answer to an earlier attempt may have been lost.
     *
     * @throws RpcRefusal when no endpoint took it
     * @throws io.headrace.chain.ChainUnavailable also when one may have taken it and another refused
     */
    public Hash256 sendRaw(HexData signed) {
        var hash = Keccak.hash(signed.bytes());
        try {
            ask(Question.of("eth_sendRawTransaction", Reading::hash, signed.toString())
                    .acting());
        } catch (RpcRefusal refusal) {
            boolean there = switch (refusal.reason()) {
                case ALREADY_KNOWN -> true;
                case NONCE_TOO_LOW -> transaction(hash).isPresent();
                case REVERTED, UNDERPRICED, FUNDS_TOO_LOW, TOO_MANY_RESULTS, NO_SUCH_METHOD, OTHER -> false;
            };
            if (!there) {
                throw refusal;
            }
        }
        return hash;
    }

    private <T> T ask(Question<T> question) {
        return rpc.ask(question, limit);
    }

    private static Map<String, Object> parameters(LogFilter filter) {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("fromBlock", Quantity.hex(filter.fromBlock()));
        parameters.put("toBlock", Quantity.hex(filter.toBlock()));
        if (!filter.contracts().isEmpty()) {
            parameters.put(
                    "address",
                    filter.contracts().stream().map(EthAddress::toString).toList());
        }
        if (!filter.events().isEmpty()) {
            parameters.put(
                    "topics",
                    List.of(filter.events().stream().map(Hash256::toString).toList()));
        }
        return parameters;
    }

    private static Map<String, Object> parameters(CallMessage message) {
        var parameters = new LinkedHashMap<String, Object>();
        if (!message.from().isZero()) {
            parameters.put("from", message.from().toString());
        }
        if (!message.to().isZero()) {
            parameters.put("to", message.to().toString());
        }
        if (!message.value().isZero()) {
            parameters.put("value", Quantity.hex(message.value().amount()));
        }
        parameters.put("data", message.data().toString());
        return parameters;
    }
}
