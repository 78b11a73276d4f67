package io.headrace.trickle;

/** Elapsed time: nanoseconds from an arbitrary origin that never go backwards. {@code System::nanoTime} is one. */
@FunctionalInterface
public interface Ticker {
    long nanos();
}
