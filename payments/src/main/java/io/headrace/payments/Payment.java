package io.headrace.payments;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signature;
import java.util.List;
import java.util.Optional;

/**
 * What travels with a request (message {@code net.Payment}): a batch of tickets of one offer, or none when the
 * balance suffices.
 *
 * @param price what the sender believes it pays; empty when it said nothing
 */
public record Payment(EthAddress sender, Optional<Price> price, Optional<Batch> batch) {

    /** At most so many tickets share one commitment (payments section 1.8). */
    public static final int MAX_TICKETS = 600;

    /** Tickets of one offer: one nonce and one signature each, in the order of their nonces. */
    public record Batch(TicketParams params, CreationRound creation, List<Stub> stubs) {
        public Batch {
            stubs = List.copyOf(stubs);
            if (stubs.isEmpty()) {
                throw new IllegalArgumentException("A batch without a ticket is no batch");
            }
        }

        public Credit expectedValue() {
            return params.expectedValue().times(stubs.size());
        }
    }

    /** What differs from ticket to ticket. */
    public record Stub(long senderNonce, Signature signature) {}

    public static Payment withoutTickets(EthAddress sender, Price price) {
        return new Payment(sender, Optional.of(price), Optional.empty());
    }
}
