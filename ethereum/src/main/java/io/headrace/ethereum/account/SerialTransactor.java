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
 * restart. Enough for development chains and for commands; a node uses {@link DurableTransactor}.
 */
public final class SerialTransactor implements Transactor {

    /**
     * @param chainId for which is signed
     * @param receiptWithin how long a receipt is waited for
     * @param askEvery how often it is asked for
     */
    public record Config(long chainId, FeePolicy fees, Duration receiptWithin, Duration askEvery) {}

    private final EthereumRpc rpc;
    private final Settlement settlement;
    private final TransactionSigner signer;
    private final Config config;
    private final NanoTicker ticker;
    private final ReentrantLock turn = new ReentrantLock(true);

    public SerialTransactor(EthereumRpc rpc, TransactionSigner signer, Config config, NanoTicker ticker) {
        this.rpc = rpc;
        this.settlement = new Settlement(rpc, signer.address());
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
            return settlement.outcome(call, awaitReceipt(call, submit(call)));
        } catch (RpcRefusal refusal) {
            return Refusals.outcome(call.what(), refusal);
        } catch (SigningFailed failure) {
            throw new ChainUnavailable(call.what() + " was not signed", failure.retryHelps(), failure);
        } finally {
            turn.unlock();
        }
    }

    private Hash256 submit(Call call) {
        long gas = settlement.gas(call);
        var market = settlement.head().market();
        var fees = config.fees()
                .offer(market)
                .orElseThrow(() -> new ChainUnavailable(
                        call.what() + " waits: gas costs " + market.baseFee() + " wei, more than the ceiling of "
                                + config.fees().ceiling(),
                        true));
        var signed = signer.sign(new UnsignedTransaction(
                config.chainId(),
                rpc.nonce(account(), BlockId.PENDING),
                fees.tip(),
                fees.cap(),
                gas,
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
}
