package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import java.util.Optional;

/** What is asked for one kind of work. Any thread. */
public interface PriceSign {

    /** What this gateway is told; empty while it is not known. */
    Optional<Price> of(EthAddress gateway);

    /** The least price that an offer still standing may have been made under. */
    Price leastHonoured(EthAddress gateway, long block);
}
