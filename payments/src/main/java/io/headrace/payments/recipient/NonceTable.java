package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.Payment;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The nonces that were used, by commitment (payments section 1.8). An offer that expired is dropped together with its
 * nonces; tickets of it are refused for their age from then on, even if the block number were to fall back.
 */
final class NonceTable {

    private final Map<Hash256, Used> offers = new HashMap<>();
    private final Map<EthAddress, Integer> offersOfSender = new HashMap<>();
    private final int maxOffers;
    private BigInteger prunedUpTo = BigInteger.ZERO;

    NonceTable(int maxOffers) {
        this.maxOffers = maxOffers;
    }

    private record Used(EthAddress sender, BigInteger expirationBlock, Set<Long> nonces) {}

    /** Takes the nonce, or says why not. */
    Optional<PaymentRefusal> take(EthAddress sender, Hash256 randHash, BigInteger expirationBlock, long nonce) {
        var used = offers.get(randHash);
        if (used == null) {
            if (offersOfSender.getOrDefault(sender, 0) >= maxOffers) {
                return Optional.of(new PaymentRefusal.TooManyOpen(sender, "offers", maxOffers));
            }
            used = open(sender, randHash, expirationBlock);
        }
        if (used.nonces.contains(nonce)) {
            return Optional.of(new PaymentRefusal.NonceSeen(sender, nonce));
        }
        if (used.nonces.size() >= Payment.MAX_TICKETS) {
            return Optional.of(new PaymentRefusal.TooManyNonces(sender, nonce, Payment.MAX_TICKETS));
        }
        used.nonces.add(nonce);
        return Optional.empty();
    }

    boolean pruned(BigInteger expirationBlock) {
        return expirationBlock.compareTo(prunedUpTo) <= 0;
    }

    void prune(long latestBlock) {
        prunedUpTo = prunedUpTo.max(BigInteger.valueOf(latestBlock));
        offers.values().removeIf(used -> {
            boolean gone = pruned(used.expirationBlock);
            if (gone) {
                offersOfSender.computeIfPresent(used.sender, (_, open) -> open == 1 ? null : open - 1);
            }
            return gone;
        });
    }

    int size() {
        return offers.size();
    }

    private Used open(EthAddress sender, Hash256 randHash, BigInteger expirationBlock) {
        var used = new Used(sender, expirationBlock, new HashSet<>());
        offers.put(randHash, used);
        offersOfSender.merge(sender, 1, Integer::sum);
        return used;
    }
}
