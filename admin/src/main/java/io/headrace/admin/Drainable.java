package io.headrace.admin;

import java.time.Duration;

/** What can be taken out of service politely. */
@FunctionalInterface
public interface Drainable {

    /**
     * Takes nothing new from now on, and waits for what is under way. Called by one thread at a time, possibly more
     * than once.
     *
     * @return whether everything was finished in that time
     */
    boolean drain(Duration within) throws InterruptedException;
}
