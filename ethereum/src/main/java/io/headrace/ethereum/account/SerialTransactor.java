package io.headrace.ethereum.account;

import io.headrace.chain.ChainUnavailable;
import io.headrace.chain.Outcome;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ethereum.abi.Call;
import io.headrace.ethereum.key.SigningFailed;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.ethereum.key.UnsignedTransaction;
import io.headrace.ethereum.rpc.BlockId;
import io.headrace.ethereum.rpc.EthereumRpc;
import io.headrace.ethereum.rpc.Receipt;
import io.headrace.ethereum.rpc.RpcRefusal;
import io.headrace.machine.NanoTicker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One transaction after another: the next begins when the one before has its receipt, so that nonces never race. What
 * does not come into a block in time is given up, but may still come; nothing is replaced and nothing survives a
 * restart. Enough for development chains and for commands.
 */
public final class SerialTransactor implements Transactor {

    /** A fifth more than the estimate: the state may move before the block. */
    private static final long GAS_MARGIN = 5;

    /**
     * @param chainId for which is signed
     * @param receiptWithin how long a receipt is waited for
     * @param askEvery how often it is asked for
     */
    public record Config(long chainId, FeePolicy fees, Duration receiptWithin, Duration askEvery) {}

    private final EthereumRpc rpc;
    private final TransactionSigner signer;
    private final Config config;
    private final NanoTicker ticker;
    private final ReentrantLock turn = new ReentrantLock(true);

    public SerialTransactor(EthereumRpc rpc, TransactionSigner signer, Config config, NanoTicker ticker) {
        this.rpc = rpc;
        this.signer = signer;
        this.config = config;
        this.ticker = ticker;
    }

    @Override
    public EthAddress account() {
        return signer.address();
    }

    @Override
    public Outcome<Receipt> send(Call call) {
        turn.lock();
        try {
            return settled(call, awaitReceipt(call, submit(call)));
        } catch (RpcRefusal refusal) {
            return Refusals.outcome(call.what(), refusal);
        } catch (SigningFailed failure) {
            throw new ChainUnavailable(call.what() + " was not signed", failure.retryHelps(), failure);
        } finally {
            turn.unlock();
        }
    }

    private Hash256 submit(Call call) {
        long estimate = rpc.estimateGas(call.from(account()));
        var baseFee = rpc.latest().baseFee();
        var offer = config.fees()
                .offer(baseFee, rpc.maxPriorityFeePerGas())
                .orElseThrow(() -> new ChainUnavailable(
                        call.what() + " waits: gas costs " + baseFee + " wei, more than the ceiling of "
                                + config.fees().ceiling(),
                        true));
        var signed = signer.sign(new UnsignedTransaction(
                config.chainId(),
                rpc.nonce(account(), BlockId.PENDING),
                offer.tip(),
                offer.feeCap(),
                estimate + estimate / GAS_MARGIN,
                call.to(),
                call.value(),
                call.data()));
        return rpc.sendRaw(signed.raw());
    }

    private Receipt awaitReceipt(Call call, Hash256 transaction) {
        long deadline = ticker.nanos() + config.receiptWithin().toNanos();
        Optional<Receipt> receipt = rpc.receipt(transaction);
        while (receipt.isEmpty()) {
            if (ticker.nanos() - deadline >= 0) {
                throw new ChainUnavailable(
                        call.what() + " is in no block after " + config.receiptWithin() + "; transaction " + transaction
                                + " may still be mined",
                        false);
            }
            pause(call);
            receipt = rpc.receipt(transaction);
        }
        return receipt.get();
    }

    private void pause(Call call) {
        try {
            Thread.sleep(config.askEvery());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ChainUnavailable("Waiting for the receipt of " + call.what() + " was interrupted", false);
        }
    }

    /** Of a transaction that was undone only a replay on the state before its block tells why. */
    private Outcome<Receipt> settled(Call call, Receipt receipt) {
        if (receipt.succeeded()) {
            return new Outcome.Mined<>(receipt.transaction().toString(), receipt);
        }
        rpc.call(call.from(account()), BlockId.at(receipt.block() - 1));
        throw new ChainUnavailable(
                call.what() + " was mined and undone in transaction " + receipt.transaction()
                        + ", and a replay does not tell why; perhaps another one of the same block stood before it",
                true);
    }
}
