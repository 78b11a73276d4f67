package io.headrace.simulation.chain;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ledger.LedgerState;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One block of the tree: what the ledger knows after it, and how it came to that. A reorganisation is nothing but
 * another block being the head.
 */
final class Block {

    private final Optional<Block> parent;
    private final LedgerState state;
    private final Wei baseFee;
    private final SortedMap<EthAddress, Long> nonces;
    private final List<Mined> mined;
    private final Wei burnt;

    /**
     * @param nonces how many transactions of each account are mined, here and before
     * @param burnt what all gas cost, here and before
     */
    Block(
            Optional<Block> parent,
            LedgerState state,
            Wei baseFee,
            SortedMap<EthAddress, Long> nonces,
            List<Mined> mined,
            Wei burnt) {
        this.parent = parent;
        this.state = state;
        this.baseFee = baseFee;
        this.nonces = new TreeMap<>(nonces);
        this.mined = List.copyOf(mined);
        this.burnt = burnt;
    }

    static Block first(LedgerState state, Wei baseFee) {
        return new Block(Optional.empty(), state, baseFee, new TreeMap<>(), List.of(), Wei.ZERO);
    }

    long number() {
        return state.block();
    }

    /** The last round that was begun. */
    CreationRound lastRound() {
        var rounds = state.rounds();
        var hash = Optional.ofNullable(rounds.hashes().get(rounds.lastBegun()));
        return hash.map(known -> new CreationRound(rounds.lastBegun(), known)).orElse(CreationRound.NONE);
    }

    LedgerState state() {
        return state;
    }

    Wei baseFee() {
        return baseFee;
    }

    List<Mined> mined() {
        return mined;
    }

    Wei burnt() {
        return burnt;
    }

    SortedMap<EthAddress, Long> nonces() {
        return nonces;
    }

    /** How many transactions of the account are mined. */
    long nonce(EthAddress account) {
        return nonces.getOrDefault(account, 0L);
    }

    /** So many blocks before this one; the first is its own. */
    Block ancestor(long generations) {
        var block = this;
        for (long i = 0; i < generations; i++) {
            block = block.parent.orElse(block);
        }
        return block;
    }

    /** This block and all before it, the latest first. */
    Stream<Block> branch() {
        return Stream.iterate(Optional.of(this), Optional::isPresent, block -> block.flatMap(Block::before))
                .flatMap(Optional::stream);
    }

    private Optional<Block> before() {
        return parent;
    }

    /** Where on this branch one of these is mined. */
    Optional<Found> find(Predicate<Hash256> wanted) {
        return branch().flatMap(block -> block.mined.stream()
                        .filter(mined -> wanted.test(mined.sent().hash()))
                        .map(mined -> new Found(block.number(), mined)))
                .findFirst();
    }

    record Found(long number, Mined mined) {}
}
