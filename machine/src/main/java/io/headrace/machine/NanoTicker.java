package io.headrace.machine;

/** Elapsed time: nanoseconds from an arbitrary origin that never go backwards. Wall time is an {@code InstantSource}. */
@FunctionalInterface
public interface NanoTicker {

    long nanos();

    static NanoTicker system() {
        return System::nanoTime;
    }
}
