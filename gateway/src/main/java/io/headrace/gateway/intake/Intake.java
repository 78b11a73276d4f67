package io.headrace.gateway.intake;

import io.headrace.crypto.Hash256;
import io.headrace.media.SourceSegment;
import io.headrace.media.VideoCodec;
import java.io.IOException;

/** Where the units of one job come from, and their bytes. Any thread may ask it. */
public interface Intake extends UnitSource {

    /** Units before that number are published or left out: nobody needs their source for long. */
    default void published(long before) {}

    /**
     * A unit that was told, in this life of the job or an earlier one.
     *
     * @throws IOException when the source has no such unit any more
     */
    SourceUnit unit(long seq) throws IOException, InterruptedException;

    /** The unit's bytes: what is dispatched. */
    default SourceSegment load(long seq) throws IOException, InterruptedException {
        return unit(seq).file().load();
    }

    /** The digest of a unit's bytes: taken as they came, so that it costs nothing when the unit is sent. */
    Hash256 hash(long seq);

    /** How the pictures are coded; H.264 until something else was seen. */
    VideoCodec codec();
}
