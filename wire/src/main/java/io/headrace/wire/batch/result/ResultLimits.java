package io.headrace.wire.batch.result;

/**
 * How much of a result is read.
 *
 * @param files at most
 * @param fileBytes of all files together
 * @param replyBytes of the answer
 * @param errorBytes of the text of an error
 */
public record ResultLimits(int files, long fileBytes, int replyBytes, int errorBytes) {

    /** A hundred pictures; as much as a gateway downloads of one file; the logits of one segmentation. */
    public static final ResultLimits DEFAULT = new ResultLimits(100, 300_000_000, 268_435_456, 4_096);

    public ResultLimits {
        if (files < 0 || fileBytes < 0 || replyBytes < 1 || errorBytes < 1) {
            throw new IllegalArgumentException("A result of " + files + " files, " + fileBytes + " bytes of files, "
                    + replyBytes + " of an answer, " + errorBytes + " of an error");
        }
    }
}
