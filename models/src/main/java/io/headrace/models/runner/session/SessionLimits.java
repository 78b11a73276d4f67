package io.headrace.models.runner.session;

import java.time.Duration;

/**
 * What peers can make a session hold, and how long it waits for them.
 *
 * @param waitingPictures coded pictures that have come and are not decoded yet; the input is not read while there are so many
 * @param waitingBytes of them; a single larger one is taken all the same
 * @param patience a picture that waited longer makes the line skip to the newest one
 * @param patienceAtTakeOver the same while what another left over is worked off
 * @param keyframeEvery distance of keyframes in the output, if the input has no more of them
 * @param restarts of the line within a session
 * @param documentBytes of one control message
 * @param waitingDocuments events, or packs of traces, that are not sent yet; further ones are dropped
 * @param idle a session without input for so long ends
 * @param statusEvery how often the status is told if it does not change
 * @param stop within which everything that was begun must have ended
 */
public record SessionLimits(
        int waitingPictures,
        long waitingBytes,
        Duration patience,
        Duration patienceAtTakeOver,
        Duration keyframeEvery,
        int restarts,
        int documentBytes,
        int waitingDocuments,
        Duration idle,
        Duration statusEvery,
        Duration stop) {

    public static final SessionLimits DEFAULT = new SessionLimits(
            128,
            16L << 20,
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            3,
            1 << 20,
            64,
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public SessionLimits {
        if (waitingPictures <= 0 || waitingBytes <= 0 || restarts < 0 || documentBytes <= 0 || waitingDocuments <= 0) {
            throw new IllegalArgumentException("A session with %d pictures of %d bytes, %d restarts, %d documents of %d"
                    .formatted(waitingPictures, waitingBytes, restarts, waitingDocuments, documentBytes));
        }
        for (var time : new Duration[] {patience, patienceAtTakeOver, keyframeEvery, idle, statusEvery, stop}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("A session waits for a positive time, not " + time);
            }
        }
    }
}
