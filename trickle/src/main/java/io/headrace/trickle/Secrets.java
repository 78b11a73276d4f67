package io.headrace.trickle;

/** Where unguessable names come from: fresh bytes of a generator that is fit for keys, as many as asked. */
@FunctionalInterface
public interface Secrets {
    byte[] bytes(int length);
}
