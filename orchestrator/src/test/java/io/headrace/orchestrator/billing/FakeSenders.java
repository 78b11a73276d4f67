package io.headrace.orchestrator.billing;

import io.headrace.chain.ChainUnavailable;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.payments.ChainTime;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import io.headrace.payments.Wei;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A chain on which every sender is rich, unless the test says otherwise. */
public final class FakeSenders implements SenderView {

    public static final CreationRound ROUND =
            new CreationRound(2, Keccak.hash("round".getBytes(StandardCharsets.UTF_8)));

    public volatile long block = 100;
    public volatile boolean active = true;
    public volatile boolean reachable = true;
    public volatile Credit maxFloat = Credit.of(1_000_000_000_000_000_000L);

    @Override
    public Standing of(EthAddress sender) {
        if (!reachable) {
            throw new ChainUnavailable("no chain in this test", true, new IOException("off"));
        }
        var funds = SenderFunds.of(Wei.of(1_000_000_000_000_000_000L), Wei.of(1_000_000_000_000_000_000L));
        return new Standing(funds, maxFloat, active, Wei.ZERO, time());
    }

    @Override
    public ChainTime time() {
        return new ChainTime(block, ROUND);
    }
}
