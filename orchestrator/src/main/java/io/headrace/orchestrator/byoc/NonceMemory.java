package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/** Which proofs were used already, until they expire. Any thread. */
final class NonceMemory {

    private final int limit;
    private final Set<Used> used = new HashSet<>();
    private final Queue<Expiry> expiries = new PriorityQueue<>();

    NonceMemory(int limit) {
        this.limit = limit;
    }

    private record Used(EthAddress sender, String nonce) {}

    private record Expiry(Instant at, Used used) implements Comparable<Expiry> {
        @Override
        public int compareTo(Expiry other) {
            return at.compareTo(other.at);
        }
    }

    /** False when it was used before, or so many are remembered that this one could not be. */
    synchronized boolean take(EthAddress sender, String nonce, Instant expires, Instant now) {
        for (var first = expiries.peek(); first != null && first.at.isBefore(now); first = expiries.peek()) {
            used.remove(expiries.remove().used);
        }
        var taken = new Used(sender, nonce);
        if (used.size() >= limit || !used.add(taken)) {
            return false;
        }
        expiries.add(new Expiry(expires, taken));
        return true;
    }
}
