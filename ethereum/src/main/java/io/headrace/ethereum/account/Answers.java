package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Call;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Refusal;
import io.headrace.chain.transaction.Sighting;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionEvent;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.key.SignedTransaction;
import io.headrace.ethereum.key.SigningFailed;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.CallMessage;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.HexData;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.ethereum.rpc.RpcRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the transaction machine wants to know of the chain, asked and told as its events. Every question has exactly one
 * answer, whatever goes wrong. Any thread; blocks.
 */
final class Answers {

    private final EthereumRpc rpc;
    private final EthAddress account;
    private final SignedTries tries;

    /** By nonce, as they were last seen: with the logs, which the machine does not carry. */
    private final Map<Long, Receipt> receipts = new ConcurrentHashMap<>();

    Answers(EthereumRpc rpc, EthAddress account, SignedTries tries) {
        this.rpc = rpc;
        this.account = account;
        this.tries = tries;
    }

    TransactionEvent estimated(CallId id, Call call) {
        var message = new CallMessage(
                account, call.to(), call.value(), HexData.of(call.data().bytes()));
        return answer(
                () -> {
                    try {
                        return new TransactionEvent.Estimated(id, rpc.estimateGas(message));
                    } catch (RpcRefusal refusal) {
                        return new TransactionEvent.EstimateRefused(id, String.valueOf(refusal.getMessage()));
                    }
                },
                what -> new TransactionEvent.EstimateFailed(id, what));
    }

    TransactionEvent nonce() {
        return answer(
                () -> new TransactionEvent.NonceSeen(rpc.nonce(account, BlockId.PENDING)),
                TransactionEvent.NonceFailed::new);
    }

    /** A signer that will never sign this is like a node that will never take it; nothing went out in either case. */
    TransactionEvent sent(Transaction transaction) {
        long nonce = transaction.nonce();
        return answer(
                () -> {
                    try {
                        rpc.sendRaw(tries.last(transaction).raw());
                        return new TransactionEvent.Sent(nonce);
                    } catch (RpcRefusal refusal) {
                        return new TransactionEvent.Refused(nonce, meaning(refusal));
                    } catch (SigningFailed failure) {
                        String what = String.valueOf(failure.getMessage());
                        return failure.retryHelps()
                                ? new TransactionEvent.SendFailed(nonce, what)
                                : new TransactionEvent.Refused(nonce, new Refusal.Other(what));
                    }
                },
                what -> new TransactionEvent.SendFailed(nonce, what));
    }

    /**
     * The count of nonces is asked for first: a transaction that is mined between the two questions is then found in its
     * block, instead of having lost its nonce to nobody.
     */
    TransactionEvent lookedUp(Transaction transaction) {
        long nonce = transaction.nonce();
        return answer(
                () -> {
                    long mined = rpc.nonce(account, BlockId.LATEST);
                    return new TransactionEvent.LookedUp(nonce, sighting(nonce, tries.all(transaction)), mined);
                },
                what -> new TransactionEvent.LookUpFailed(nonce, what));
    }

    /** The whole receipt of one that was looked up and is not forgotten. */
    Optional<Receipt> receipt(Hash256 transaction) {
        return receipts.values().stream()
                .filter(receipt -> receipt.transaction().equals(transaction))
                .findFirst();
    }

    void forget(long nonce) {
        receipts.remove(nonce);
        tries.forget(nonce);
    }

    private Sighting sighting(long nonce, List<SignedTransaction> sent) {
        for (var one : sent) {
            var receipt = rpc.receipt(one.hash());
            if (receipt.isPresent()) {
                var found = receipt.get();
                receipts.put(nonce, found);
                return new Sighting.Mined(new io.headrace.chain.transaction.Receipt(
                        found.transaction(), found.block(), found.succeeded()));
            }
        }
        return sent.stream().anyMatch(one -> rpc.transaction(one.hash()).isPresent())
                ? new Sighting.Pending()
                : new Sighting.Unknown();
    }

    private static Refusal meaning(RpcRefusal refusal) {
        String text = String.valueOf(refusal.getMessage());
        return switch (refusal.reason()) {
            case NONCE_TOO_LOW -> new Refusal.NonceTooLow(text);
            case UNDERPRICED -> new Refusal.Underpriced(text);
            case FUNDS_TOO_LOW -> new Refusal.InsufficientFunds(text);
            case ALREADY_KNOWN -> new Refusal.AlreadyKnown(text);
            case REVERTED, TOO_MANY_RESULTS, NO_SUCH_METHOD, OTHER -> new Refusal.Other(text);
        };
    }

    /** The root of each question's task: a question without an answer would hold its transaction up for ever. */
    private static TransactionEvent answer(
            Supplier<TransactionEvent> question, Function<String, TransactionEvent> failure) {
        try {
            return question.get();
        } catch (RuntimeException failed) {
            return failure.apply(String.valueOf(failed.getMessage()));
        }
    }
}
