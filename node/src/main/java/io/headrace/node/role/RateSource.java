package io.headrace.node.role;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.currency.Rate;
import java.net.URI;

/** Where a node learns what a currency is worth. */
public sealed interface RateSource {

    RateSource NONE = new None();

    /** Nowhere: prices are in wei or in ETH. */
    record None() implements RateSource {}

    /** From a price feed on the node's own chain. */
    record Feed(EthAddress contract) implements RateSource {}

    /** From a web service. */
    record Webhook(URI url) implements RateSource {}

    /** From its operator, once and for all. */
    record Fixed(Rate rate) implements RateSource {}
}
