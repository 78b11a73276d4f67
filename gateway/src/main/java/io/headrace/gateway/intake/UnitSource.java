package io.headrace.gateway.intake;

import java.time.Duration;
import java.util.Optional;

/** Where a job hears of its units. What it finds it tells the job as events; any thread may ask it. */
public interface UnitSource {

    /** Takes the source in; blocks until it has ended or the thread is interrupted. What goes wrong is told to the job. */
    void run();

    /**
     * The job takes units from a number up to another, exclusive; those before it were told, now or in an earlier life,
     * and may still be asked for until they are published.
     */
    void allow(long from, long upTo);

    /** How much of the source is known to be there. */
    Duration known();

    /** What is wrong with the source, in one sentence. */
    Optional<String> problem();

    /** The job is over: nobody asks for a unit any more. */
    default void close() {}
}
