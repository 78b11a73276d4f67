package io.headrace.pipeline;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of capability ids, known and unknown ones, as the words of 64 bits that travel (wire protocol section 6.2):
 * capability {@code c} is bit {@code c mod 64}, counted from the least significant, of word {@code c div 64}.
 *
 * <p>Sets made here have no trailing zero words. Those of a peer are kept as they came, because by the network's rule
 * a request of more words than the offer never fits, not even when they are zero.
 */
public final class CapabilitySet {
    public static final CapabilitySet EMPTY = new CapabilitySet(new long[0]);
    /** What every transcoding node offers. */
    public static final CapabilitySet DEFAULT = ofIds(range(0, 13, 14, 26));
    /** What a node is taken to offer that sends no capabilities at all. */
    public static final CapabilitySet LEGACY = ofIds(range(0, 12));

    private final long[] words;

    private CapabilitySet(long[] words) {
        this.words = words;
    }

    public static CapabilitySet of(Capability... capabilities) {
        return of(List.of(capabilities));
    }

    public static CapabilitySet of(Collection<Capability> capabilities) {
        return ofIds(capabilities.stream().mapToInt(Capability::id).toArray());
    }

    /** Negative ids stand for nothing and are left out. */
    public static CapabilitySet ofIds(int... ids) {
        var bits = new BitSet();
        Arrays.stream(ids).filter(id -> id >= 0).forEach(bits::set);
        return new CapabilitySet(bits.toLongArray());
    }

    /** Exactly these words, trailing zeros included. */
    public static CapabilitySet ofWords(long... words) {
        return new CapabilitySet(words.clone());
    }

    public long[] words() {
        return words.clone();
    }

    public boolean contains(Capability capability) {
        return contains(capability.id());
    }

    public boolean contains(int id) {
        return id >= 0 && id / 64 < words.length && (words[id / 64] >>> (id % 64) & 1) == 1;
    }

    public boolean isEmpty() {
        return Arrays.stream(words).allMatch(word -> word == 0);
    }

    /** Whether all of this is in {@code offer}, which must also have as many words at least. */
    public boolean fitsIn(CapabilitySet offer) {
        return words.length <= offer.words.length && without(offer).isEmpty();
    }

    public CapabilitySet with(Capability... more) {
        return plus(of(more));
    }

    public CapabilitySet plus(CapabilitySet other) {
        var bits = bits();
        bits.or(other.bits());
        return new CapabilitySet(bits.toLongArray());
    }

    public CapabilitySet without(Capability... fewer) {
        return without(of(fewer));
    }

    public CapabilitySet without(CapabilitySet other) {
        var bits = bits();
        bits.andNot(other.bits());
        return new CapabilitySet(bits.toLongArray());
    }

    /** The ids in ascending order. */
    public IntStream ids() {
        return bits().stream();
    }

    private BitSet bits() {
        return BitSet.valueOf(words);
    }

    private static int[] range(int from, int to, int... more) {
        return IntStream.concat(IntStream.range(from, to), Arrays.stream(more)).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CapabilitySet that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** The display names, and the plain number of an id that is not known here. */
    @Override
    public String toString() {
        return ids().mapToObj(
                        id -> Capability.ofId(id).map(Capability::displayName).orElse("" + id))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
