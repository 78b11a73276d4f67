package io.headrace.admin.metrics;

import java.time.Duration;

/** What an orchestrator counts and does not write into its journal. Any thread; returns at once. */
public interface WorkTally {

    /** Of a node that does no work itself. */
    WorkTally NONE = new WorkTally() {
        @Override
        public void finished(long encodedPixels, Duration took) {}

        @Override
        public void failed() {}

        @Override
        public void workerDied() {}

        @Override
        public void paymentRefused() {}

        @Override
        public void redemptionFailed() {}

        @Override
        public void requestServed(String pipeline, Duration took) {}

        @Override
        public void requestEnded(String pipeline, Ending ending) {}
    };

    /** How a request to a model or a container ended. */
    enum Ending {
        SERVED,
        FAILED,
        REFUSED
    }

    /**
     * A worker finished a unit.
     *
     * @param encodedPixels in all renditions together
     * @param took from the beginning of the attempt
     */
    void finished(long encodedPixels, Duration took);

    /** An admitted unit will not be finished. */
    void failed();

    /** A worker died over a unit; another may get it. */
    void workerDied();

    void paymentRefused();

    /** A winner left the queue of redemption without being paid. */
    void redemptionFailed();

    /** @param took from the moment it had its place */
    void requestServed(String pipeline, Duration took);

    /** @param ending any but {@link Ending#SERVED} */
    void requestEnded(String pipeline, Ending ending);
}
