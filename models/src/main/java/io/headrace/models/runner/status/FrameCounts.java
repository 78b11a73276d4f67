package io.headrace.models.runner.status;

/**
 * What became of the pictures of a stream. None disappears uncounted: what came in either went out, or is counted in one
 * of the others, or is still inside.
 *
 * @param in complete pictures that came on the input channel
 * @param out new pictures that were given to the output channel
 * @param skipped decoded but not transformed, since newer ones waited; or of no use without a keyframe before them
 * @param replayed decoded only for what follows: the viewers have had them from another runner
 * @param undecodable that the decoder could make nothing of
 */
public record FrameCounts(long in, long out, long skipped, long replayed, long undecodable) {

    public static final FrameCounts NONE = new FrameCounts(0, 0, 0, 0, 0);
}
