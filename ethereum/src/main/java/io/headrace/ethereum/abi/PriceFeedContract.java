package io.headrace.ethereum.abi;

import io.headrace.crypto.EthAddress;
import java.math.BigDecimal;
import java.time.Instant;

/** A Chainlink price feed, by which prices in a currency become wei (payments section 3.8). */
public record PriceFeedContract(EthAddress at) {

    public static final String NAME = "PriceFeed";

    private static final int MAX_DECIMALS = 77;

    /**
     * @param price quote per base, as the feed's description names the two
     * @param updatedAt when the feed learned it; it may be old
     */
    public record Answer(BigDecimal price, Instant updatedAt) {}

    /** As {@code ETH / USD}: base, then quote. */
    public Query<String> description() {
        return Query.of(NAME, at, 2, words -> words.text(0), "description");
    }

    /** Digits after the point. */
    public Query<Integer> decimals() {
        return Query.of(
                NAME,
                at,
                1,
                words -> {
                    long decimals = words.count(0);
                    if (decimals > MAX_DECIMALS) {
                        throw new IllegalArgumentException("A price of " + decimals + " decimals");
                    }
                    return (int) decimals;
                },
                "decimals");
    }

    public Query<Answer> latest(int decimals) {
        return Query.of(
                NAME,
                at,
                5,
                words -> new Answer(new BigDecimal(words.signed(1), decimals), Instant.ofEpochSecond(updatedAt(words))),
                "latestRoundData");
    }

    private static long updatedAt(Words words) {
        return Math.min(words.count(3), Instant.MAX.getEpochSecond());
    }
}
