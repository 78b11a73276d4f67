package io.headrace.ledger;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Immutable sorted collections: their order is the same in every run, as a replay needs it. */
final class Sorted {

    private Sorted() {}

    static <K extends Comparable<K>, V> SortedMap<K, V> none() {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }

    static <E extends Comparable<E>> SortedSet<E> noElements() {
        return Collections.unmodifiableSortedSet(new TreeSet<>());
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        var copy = new TreeMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableSortedMap(copy);
    }

    static <K extends Comparable<K>, V> SortedMap<K, V> without(SortedMap<K, V> map, K key) {
        var copy = new TreeMap<>(map);
        copy.remove(key);
        return Collections.unmodifiableSortedMap(copy);
    }

    static <E extends Comparable<E>> SortedSet<E> with(SortedSet<E> set, E element) {
        var copy = new TreeSet<>(set);
        copy.add(element);
        return Collections.unmodifiableSortedSet(copy);
    }
}
