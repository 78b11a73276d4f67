package io.headrace.ffmpeg;

import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import java.util.List;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * What a segment's pictures are worked on with, from the packet to the packet: {@link SoftwareBench} in the memory of this
 * process, {@link NvidiaBench} in that of a graphics card. The way of the pictures is the same on both
 * ({@link SegmentRun}, {@link Renditions}): whoever stands on it asks the bench for its tools, and passes pictures on
 * without looking into them.
 */
interface Bench extends AutoCloseable {

    /** Refuses what is never made here, whoever asks. */
    void check(Profile profile) throws RefusedException;

    /** A decoder for this stream; the caller closes it. */
    PictureDecoder decoder(AVStream video, int maxPixels) throws LibavException;

    /** One for each place of the ladder; the bench keeps them for the next segment. */
    List<PictureScaler> scalers(Ladder ladder, int sourceWidth, int sourceHeight);

    Encoders encoders();

    /** Another stream comes, or something failed: what was kept of the last one goes. */
    void forget();

    @Override
    void close();
}
