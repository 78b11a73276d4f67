package io.headrace.gateway.intake;

import io.headrace.crypto.Hash256;
import io.headrace.media.SourceSegment;
import io.headrace.media.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Where the units of one job come from. What it finds it tells the job as events; any thread may ask it. */
public interface Intake {

    /** Takes the source in; blocks until it has ended or the thread is interrupted. What goes wrong is told to the job. */
    void run();

    /**
     * The job takes units from a number up to another, exclusive; those before it were told, now or in an earlier life,
     * and may still be asked for until they are {@link #published}.
     */
    void allow(long from, long upTo);

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

    /** How much of the source is known to be there. */
    Duration known();

    /** What is wrong with the source, in one sentence. */
    Optional<String> problem();

    /** The job is over: nobody asks for a unit any more. */
    default void close() {}
}
