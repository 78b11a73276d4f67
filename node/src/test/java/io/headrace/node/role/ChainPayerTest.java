package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.Command;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChainPayerTest {

    private static final Wei WEALTH = Wei.of(1_000_000);

    private final PrivateKey key = PrivateKey.of(Hash256.of(BigInteger.valueOf(11)));
    private final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1), Signatures::signedBy),
            new Genesis(List.of(Genesis.wealthy(key.address(), WEALTH))));
    private final ChainPayer payer = new ChainPayer(key, ledger.as(key.address()));

    /** The deposit whenever it was told that there is more. */
    private final LinkedBlockingQueue<Wei> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        payer.close();
    }

    @Test
    void saysWithTheNextBlockThatThereIsMore() throws Exception {
        payer.telling(() -> told.add(payer.funds().deposit()));
        fund(Wei.of(7), Wei.ZERO);
        assertThat(payer.funds().deposit()).isEqualTo(Wei.ZERO);

        ledger.advance(1);

        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(Wei.of(7));
    }

    @Test
    void saysNothingWhenThereIsLess() throws Exception {
        fund(Wei.of(7), Wei.of(5));
        ledger.advance(1);
        await(Wei.of(7));
        payer.telling(() -> told.add(payer.funds().deposit()));
        for (int round = 0; round < 4; round++) {
            ledger.apply(new Command.Unlock(key.address()));
            ledger.apply(new Command.Withdraw(key.address()));
            ledger.advance(100);
        }
        await(Wei.ZERO);

        assertThat(told).isEmpty();
    }

    private void fund(Wei deposit, Wei reserve) {
        ledger.apply(new Command.Fund(key.address(), key.address(), deposit.plus(reserve), deposit, reserve));
    }

    private void await(Wei deposit) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!payer.funds().deposit().equals(deposit)) {
            assertThat(System.nanoTime()).isLessThan(end);
            ledger.advance(1);
        }
    }
}
