package io.headrace.chain.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.payments.Wei;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * One account of a chain as an endpoint shows it: a pool that keeps one transaction per nonce, blocks that take from it
 * in the order of nonces what pays the base fee, and blocks that are taken back.
 */
final class FakeChain {

    /** A try of one of ours, or another program's of the same account. */
    record Sent(long nonce, Optional<CallId> id, Fees fees, Hash256 hash) {}

    private record Block(Wei baseFee, List<Sent> mined) {}

    private static final Wei LEAST_TIP = Wei.of(2);

    private final RandomGenerator chance;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Long, Sent> pool = new TreeMap<>();
    private Wei baseFee = Wei.of(100);
    private boolean broke;

    /** Whatever was ever in the pool, by nonce. */
    private final Map<Long, Set<CallId>> taken = new TreeMap<>();

    FakeChain(RandomGenerator chance) {
        this.chance = chance;
    }

    static Sent ours(Transaction transaction, Fees fees) {
        var text = transaction.nonce() + " " + transaction.id() + " " + transaction.gas() + " " + fees;
        return new Sent(transaction.nonce(), Optional.of(transaction.id()), fees, Keccak.hash(text.getBytes(UTF_8)));
    }

    Head head() {
        return new Head(blocks.size(), new GasMarket(baseFee, Wei.of(5)));
    }

    void ask(long fee) {
        baseFee = Wei.of(fee);
    }

    void empty(boolean isBroke) {
        broke = isBroke;
    }

    /** Takes what pays, and leaves some of it for a later block. */
    void mine(double share) {
        var mined = new ArrayList<Sent>();
        for (long nonce = minedNonce(); pool.containsKey(nonce); nonce++) {
            var next = pool.get(nonce);
            if (next.fees().cap().compareTo(baseFee) < 0 || chance.nextDouble() > share) {
                break;
            }
            mined.add(pool.remove(nonce));
        }
        blocks.add(new Block(baseFee, mined));
    }

    /** Puts as many other blocks in place of the latest; what was in them waits again, or is lost. */
    void reorganise(int depth, double lost) {
        int height = blocks.size();
        while (blocks.size() > Math.max(0, height - depth)) {
            for (var sent : blocks.removeLast().mined()) {
                if (chance.nextDouble() >= lost) {
                    pool.put(sent.nonce(), sent);
                }
            }
        }
        while (blocks.size() < height) {
            mine(0.5);
        }
    }

    void lose(double share) {
        pool.values().removeIf(_ -> chance.nextDouble() < share);
    }

    /** Another program sends from the same account. */
    void sendForeign() {
        long nonce = pendingNonce();
        var fees = new Fees(Wei.of(5), Wei.of(100_000));
        pool.put(nonce, new Sent(nonce, Optional.empty(), fees, Keccak.hash(("foreign " + nonce).getBytes(UTF_8))));
    }

    Optional<Refusal> send(Transaction transaction) {
        var sent = ours(transaction, transaction.fees());
        var known = pool.get(sent.nonce());
        if (sent.nonce() < minedNonce()) {
            return Optional.of(new Refusal.NonceTooLow("nonce too low: next nonce " + minedNonce()));
        }
        if (known != null && known.hash().equals(sent.hash())) {
            return Optional.of(new Refusal.AlreadyKnown("already known"));
        }
        if (sent.fees().tip().compareTo(LEAST_TIP) < 0 || (known != null && !replaces(known.fees(), sent.fees()))) {
            return Optional.of(new Refusal.Underpriced("transaction underpriced"));
        }
        if (broke) {
            return Optional.of(new Refusal.InsufficientFunds("insufficient funds for gas * price + value"));
        }
        pool.put(sent.nonce(), sent);
        taken.computeIfAbsent(sent.nonce(), _ -> new HashSet<>()).add(transaction.id());
        return Optional.empty();
    }

    private static boolean replaces(Fees old, Fees dearer) {
        return dearer.tip().times(10).compareTo(old.tip().times(11)) >= 0
                && dearer.cap().times(10).compareTo(old.cap().times(11)) >= 0;
    }

    Sighting lookUp(Transaction transaction) {
        var hashes = transaction.tries().stream()
                .map(fees -> ours(transaction, fees).hash())
                .toList();
        for (int i = 0; i < blocks.size(); i++) {
            for (var mined : blocks.get(i).mined()) {
                if (hashes.contains(mined.hash())) {
                    return new Sighting.Mined(new Receipt(mined.hash(), i + 1, true));
                }
            }
        }
        var waiting = pool.get(transaction.nonce());
        return waiting != null && hashes.contains(waiting.hash()) ? new Sighting.Pending() : new Sighting.Unknown();
    }

    long minedNonce() {
        return blocks.stream().mapToLong(block -> block.mined().size()).sum();
    }

    long pendingNonce() {
        long nonce = minedNonce();
        while (pool.containsKey(nonce)) {
            nonce++;
        }
        return nonce;
    }

    /** The calls of ours in the chain as it is now, one for each time. */
    List<CallId> mined() {
        return blocks.stream()
                .flatMap(block -> block.mined().stream())
                .flatMap(sent -> sent.id().stream())
                .toList();
    }

    Map<Long, Set<CallId>> taken() {
        return taken;
    }
}
