package io.headrace.gateway.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.gateway.fixture.FakePayer;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import io.headrace.pipeline.Metering;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.SenderProof;
import java.math.BigInteger;
import java.net.URI;
import java.util.Optional;

/** What orchestrators that are made up answer to whoever asks for a container's token. */
public final class ContainerToken {

    private ContainerToken() {}

    /**
     * @param price empty where nobody is paid
     * @param free places
     */
    public static JobToken of(URI service, Optional<Price> price, Metering metering, int free) {
        return new JobToken(
                SenderProof.unsigned(EthAddress.ZERO),
                price.map(_ -> params()),
                Wei.ZERO,
                price.orElse(Price.FREE),
                metering,
                service.toString(),
                free);
    }

    /** A ticket is worth 10000 wei. */
    public static TicketParams params() {
        return new TicketParams(
                EthAddress.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
                Wei.of(100_000),
                WinProb.worth(Wei.of(10_000), Wei.of(100_000)),
                Hash256.of(BigInteger.ONE),
                BigInteger.TWO,
                BigInteger.valueOf(140),
                FakePayer.ROUND);
    }
}
