package io.headrace.simulation.chain;

import io.headrace.crypto.EthAddress;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What waits for a block: of each account one transaction per nonce. All endpoints share it. */
final class Pool {

    private final NavigableMap<EthAddress, NavigableMap<Long, Sent>> waiting = new TreeMap<>();

    void put(Sent sent) {
        waiting.computeIfAbsent(sent.from(), _ -> new TreeMap<>()).put(sent.nonce(), sent);
    }

    /** Puts back what a block gave up, unless something else took its place. */
    void putBack(Sent sent) {
        if (at(sent.from(), sent.nonce()).isEmpty()) {
            put(sent);
        }
    }

    Optional<Sent> at(EthAddress account, long nonce) {
        return Optional.ofNullable(
                waiting.getOrDefault(account, new TreeMap<>()).get(nonce));
    }

    List<EthAddress> accounts() {
        return List.copyOf(waiting.keySet());
    }

    /** The account's next nonce, if all that waits without a gap is mined. */
    long pendingNonce(EthAddress account, long mined) {
        long nonce = mined;
        while (at(account, nonce).isPresent()) {
            nonce++;
        }
        return nonce;
    }

    /** Lets go of what can never be mined on that branch any more. */
    void settle(Block head) {
        waiting.forEach((account, byNonce) -> byNonce.keySet().removeIf(nonce -> nonce < head.nonce(account)));
    }

    void drop(BooleanSupplier unlucky) {
        waiting.values().forEach(byNonce -> byNonce.values().removeIf(_ -> unlucky.getAsBoolean()));
    }

    /** What waits, of all accounts together. */
    int size() {
        return waiting.values().stream().mapToInt(NavigableMap::size).sum();
    }
}
