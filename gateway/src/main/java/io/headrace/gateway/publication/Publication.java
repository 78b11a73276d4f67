package io.headrace.gateway.publication;

import io.headrace.media.MediaBytes;
import java.io.IOException;
import java.util.List;

/** Where the results of one job appear. One unit at a time, in the order of units; each appears once, whatever is asked. */
public interface Publication extends Results {

    /**
     * Publishes a unit unless it was before.
     *
     * @param bytes of each rendition, in the order of the unit's
     */
    void publish(PublishedUnit unit, List<MediaBytes> bytes) throws IOException;

    /** Leaves a unit out, in its turn; one that was published before stays. Only streams go on without a unit. */
    void skip(long seq);
}
