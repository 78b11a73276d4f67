package io.headrace.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Chain;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.PrivateKey;
import io.headrace.crypto.Signatures;
import io.headrace.ledger.Genesis;
import io.headrace.ledger.LedgerConfig;
import io.headrace.ledger.LedgerEvent;
import io.headrace.ledger.LedgerRules;
import io.headrace.ledger.LocalLedger;
import io.headrace.machine.ThreadHost;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a ledger where somebody has to begin each round. */
class RoundKeeperTest {

    private static final long ROUND_LENGTH = 50;
    private static final PrivateKey KEEPER = PrivateKey.of(Hash256.of(BigInteger.ONE));

    private final LocalLedger ledger = new LocalLedger(
            new LedgerRules(LedgerConfig.local(1).withRoundLength(ROUND_LENGTH).withoutKeeper(), Signatures::signedBy),
            new Genesis(List.of(Genesis.wealthy(KEEPER.address(), Wei.of(1_000)))));
    private final Chain chain = ledger.as(KEEPER.address());
    private final ThreadHost host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));

    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();

    @BeforeEach
    void hear() {
        ledger.onEvent(event -> {
            if (event instanceof LedgerEvent.RoundBegan(var round)) {
                begun.add(round.round());
            }
        });
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void beginsTheRoundThatItFindsAndThoseThatFollow() throws InterruptedException {
        ledger.advance(ROUND_LENGTH);
        long found = chain.rounds().status().current();

        try (var _ = RoundKeeper.start(host, chain, Duration.ZERO, Wei.ZERO)) {
            awaitBegun(found);
            ledger.advance(ROUND_LENGTH);
            awaitBegun(found + 1);
        }
    }

    @Test
    void beginsNothingOnceItIsClosed() throws InterruptedException {
        ledger.advance(ROUND_LENGTH);
        long found = chain.rounds().status().current();
        try (var _ = RoundKeeper.start(host, chain, Duration.ZERO, Wei.ZERO)) {
            awaitBegun(found);
        }

        ledger.advance(ROUND_LENGTH);

        assertThat(chain.rounds().status().initialized()).isFalse();
    }

    private void awaitBegun(long round) throws InterruptedException {
        assertThat(begun.poll(10, TimeUnit.SECONDS)).isEqualTo(round);
    }
}
