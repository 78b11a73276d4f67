package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.job.Outcome;
import io.headrace.media.MediaBytes;
import java.io.IOException;
import java.util.List;

/** Where the results of one job appear. One unit at a time, in the order of units; each appears once, whatever is asked. */
public interface Publication {

    /**
     * Publishes a unit unless it was before.
     *
     * @param bytes of each rendition, in the order of the unit's
     */
    void publish(PublishedUnit unit, List<MediaBytes> bytes) throws IOException;

    /** Leaves a unit out, in its turn; one that was published before stays. Only streams go on without a unit. */
    void skip(long seq);

    /** How many units are published: the number of the next. */
    long next();

    /** The job is over: closes what is open, and completes the result of one that was completed. */
    void finish(Outcome outcome) throws IOException, ChildException, InterruptedException;
}
