package io.headrace.orchestrator.batch;

import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.result.ResultLimits;

/**
 * How much of requests is taken.
 *
 * @param atOnce requests that are read, worked on or answered at the same time
 * @param heldBytes of all uploads and answers together that are in memory at once
 * @param documentBytes of a request without its file
 * @param uploadBytes of its file
 * @param answerBytes of a runner's answer
 * @param pixels of a picture that is uploaded, and of all pictures that are asked for: of pictures' headers and sizes,
 *     nothing is decoded here
 */
public record BatchLimits(
        int atOnce, long heldBytes, int documentBytes, int uploadBytes, int answerBytes, long pixels) {

    /** Uploads as large as runners take them; 8,192 by 8,192 pixels; a segmentation's logits. */
    public static final BatchLimits DEFAULT = new BatchLimits(
            1_000, 1L << 30, BatchRequestCodec.MAX_DOCUMENT, 50 * 1024 * 1024, 256 * 1024 * 1024, 67_108_864);

    /** Pictures of a film that is uploaded: as many as our own runners take. */
    static final long FILM_FRAMES = 3_600;

    public BatchLimits {
        if (atOnce < 1 || documentBytes < 1 || uploadBytes < 1 || answerBytes < 1 || pixels < 1) {
            throw new IllegalArgumentException("Taking " + atOnce + " requests of " + documentBytes + " and "
                    + uploadBytes + " bytes and " + pixels + " pixels, answers of " + answerBytes + " bytes");
        }
        if (heldBytes < answerBytes || heldBytes < (long) documentBytes + uploadBytes) {
            throw new IllegalArgumentException(heldBytes + " bytes for all requests, but one may bring " + documentBytes
                    + " and " + uploadBytes + ", or be answered with " + answerBytes);
        }
    }

    /** Of a worker's result in parts. */
    ResultLimits ofParts() {
        return new ResultLimits(
                ResultLimits.DEFAULT.files(), answerBytes, answerBytes, ResultLimits.DEFAULT.errorBytes());
    }
}
