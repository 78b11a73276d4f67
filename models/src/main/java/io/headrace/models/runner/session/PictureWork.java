package io.headrace.models.runner.session;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.Made;
import io.headrace.models.frame.ParametersRefused;
import java.util.List;

/**
 * What is done with the pictures of one stream: decoded, transformed, encoded. A {@link io.headrace.models.frame.FrameLine} in
 * production. Used by one thread at a time; after a {@link FrameException} it can only be closed.
 */
public interface PictureWork extends AutoCloseable {

    /**
     * Takes the next coded picture.
     *
     * @param keyframe whether the first that comes of it shall be a keyframe with its parameter sets
     * @return what is ready, with the times of the pictures that it was made of: as a rule one picture; none where the stream
     *     reorders or nothing could be made of it
     */
    List<Made> process(Picture in, boolean keyframe) throws FrameException;

    /** Takes the next coded picture for the sake of those that refer to it. */
    void decodeOnly(Picture in) throws FrameException;

    /** The input has ended: what was still inside. */
    List<Made> finish() throws FrameException;

    /**
     * Other parameters from the next picture on.
     *
     * @throws ParametersRefused the ones before remain in force
     */
    void update(String parameters) throws ParametersRefused;

    @Override
    void close();
}
