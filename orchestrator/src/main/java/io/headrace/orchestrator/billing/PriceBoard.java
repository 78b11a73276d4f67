package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.payments.recipient.OfferDesk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prices on show: one for everybody, and others for single gateways. A price that was taken down is honoured for as
 * long as an offer made under it stands; a session that paid once keeps its price in any case. Any thread.
 */
public final class PriceBoard implements PriceSign {

    /** More gateways than that have no price of their own. */
    private static final int MAX_GATEWAYS = 10_000;

    private final Map<EthAddress, Sign> ofGateways = new HashMap<>();
    private final Sign ofEverybody;

    public PriceBoard(Price price) {
        ofEverybody = new Sign(price);
    }

    /** One price and those that hung in its place lately. */
    private static final class Sign {
        private final Deque<Former> former = new ArrayDeque<>();
        private Price price;
        private boolean shown = true;

        Sign(Price price) {
            this.price = price;
        }

        void become(Price other, long block) {
            forget(block);
            shown = true;
            if (!other.equals(price)) {
                former.addLast(new Former(price, block + OfferDesk.LIFE_IN_BLOCKS));
                price = other;
            }
        }

        Price least(long block) {
            forget(block);
            return former.stream().map(Former::price).reduce(price, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }

        private void forget(long block) {
            former.removeIf(past -> past.honouredUntil < block);
        }
    }

    private record Former(Price price, long honouredUntil) {}

    /** Empty while the price is not known: nobody can be told one. */
    @Override
    public synchronized Optional<Price> of(EthAddress gateway) {
        var sign = sign(gateway);
        return sign.shown ? Optional.of(sign.price) : Optional.empty();
    }

    /** Takes the price for everybody off the board until the next change. Offers that were made under it stand. */
    public synchronized void takeDown() {
        ofEverybody.shown = false;
    }

    /** The same of one gateway's own price. */
    public synchronized void takeDown(EthAddress gateway) {
        var sign = ofGateways.get(gateway);
        if (sign != null) {
            sign.shown = false;
        }
    }

    @Override
    public synchronized Price leastHonoured(EthAddress gateway, long block) {
        return sign(gateway).least(block);
    }

    /** @param block at which the change is made */
    public synchronized void change(Price price, long block) {
        ofEverybody.become(price, block);
    }

    /** @throws IllegalArgumentException when too many gateways have a price of their own */
    public synchronized void change(EthAddress gateway, Price price, long block) {
        if (!ofGateways.containsKey(gateway) && ofGateways.size() >= MAX_GATEWAYS) {
            throw new IllegalArgumentException(MAX_GATEWAYS + " gateways have prices of their own; no more are taken");
        }
        ofGateways.computeIfAbsent(gateway, _ -> new Sign(ofEverybody.price)).become(price, block);
    }

    private Sign sign(EthAddress gateway) {
        return ofGateways.getOrDefault(gateway, ofEverybody);
    }
}
