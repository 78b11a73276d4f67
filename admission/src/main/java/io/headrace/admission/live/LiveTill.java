package io.headrace.admission.live;

/** Where the accounts of live sessions are. On the desk's thread; returns at once. */
public interface LiveTill {

    /** Off chain. */
    LiveTill FREE = (request, pixels) -> new Charging.Charged();

    /** Takes what so many pixels cost from the session's account, all of it or nothing. */
    Charging charge(LiveRequest request, long pixels);

    /** What came of it. */
    sealed interface Charging {
        record Charged() implements Charging {}

        /** @param reason with the numbers, for people */
        record Uncovered(String reason) implements Charging {}
    }
}
