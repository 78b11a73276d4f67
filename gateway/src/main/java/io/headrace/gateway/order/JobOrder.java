package io.headrace.gateway.order;

import io.headrace.media.Ladder;
import io.headrace.payments.Price;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a client wants of a file.
 *
 * @param id names the job; unguessable, because whoever knows it may fetch the result
 * @param input a file that stays where it is until the job is over
 * @param maxPrice the most that is paid per pixel
 * @param folder the job's own: segments, results, what a restart needs
 */
public record JobOrder(String id, Path input, Ladder ladder, Optional<Price> maxPrice, Path folder) {

    /** Of every file job. */
    public static final String PIPELINE = "video-transcoding";

    public Path segments() {
        return folder.resolve("source");
    }

    public Path output() {
        return folder.resolve("output");
    }
}
