package io.headrace.ethereum.account;

import io.headrace.chain.transaction.Fees;
import io.headrace.chain.transaction.Transaction;
import io.headrace.ethereum.key.SignedTransaction;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ethereum.key.UnsignedTransaction;
import io.headrace.ethereum.rpc.HexData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signed form of transactions under way. Each try is signed once and remembered, since every look-up needs its hash
 * and the key may be far away. After a restart the same bytes come out, because signing is deterministic (RFC 6979); of
 * a signer that is not, what was sent before a restart would not be found again. Any thread; blocks for the signer.
 */
final class SignedTries {

    private final TransactionSigner signer;
    private final long chainId;
    private final Map<Long, Map<UnsignedTransaction, SignedTransaction>> signed = new ConcurrentHashMap<>();

    SignedTries(TransactionSigner signer, long chainId) {
        this.signer = signer;
        this.chainId = chainId;
    }

    /** The one that is sent now. */
    SignedTransaction last(Transaction transaction) {
        return signed(transaction, transaction.fees());
    }

    /** All that were sent, cheapest first. */
    List<SignedTransaction> all(Transaction transaction) {
        return transaction.tries().stream()
                .map(fees -> signed(transaction, fees))
                .toList();
    }

    void forget(long nonce) {
        signed.remove(nonce);
    }

    private SignedTransaction signed(Transaction transaction, Fees fees) {
        var tries = signed.computeIfAbsent(transaction.nonce(), _ -> new ConcurrentHashMap<>());
        var call = transaction.call();
        var unsigned = new UnsignedTransaction(
                chainId,
                transaction.nonce(),
                fees.tip(),
                fees.cap(),
                transaction.gas(),
                call.to(),
                call.value(),
                HexData.of(call.data().bytes()));
        return tries.computeIfAbsent(unsigned, signer::sign);
    }
}
