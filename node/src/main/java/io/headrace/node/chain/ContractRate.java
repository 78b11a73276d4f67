package io.headrace.node.chain;

import io.headrace.chain.ChainUnavailable;
import io.headrace.ethereum.ContractCalls;
import io.headrace.ethereum.abi.PriceFeedContract;
import io.headrace.payments.currency.ExchangeRate;
import io.headrace.payments.currency.Rate;
import java.io.IOException;

/** A rate that a price feed on chain tells (payments section 3.8). It may be old, and says so. Any thread. */
record ContractRate(ContractCalls calls, PriceFeedContract feed) implements ExchangeRate {

    @Override
    public Rate ask() throws IOException {
        try {
            var answer = calls.ask(feed.latest(calls.ask(feed.decimals())));
            return Rate.ofPair(calls.ask(feed.description()), answer.price(), answer.updatedAt());
        } catch (ChainUnavailable | IllegalArgumentException noRate) {
            throw new IOException("The price feed at " + feed.at() + " tells no rate: " + noRate.getMessage(), noRate);
        }
    }
}
