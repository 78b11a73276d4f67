package io.headrace.models.runner.session;

import io.headrace.models.runner.status.EventDocuments;
import io.headrace.models.runner.status.StreamGauge;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What the parts of a session have to tell: it is counted, and told as an event where peers wait for it. Any thread. */
final class SessionTeller {

    private final StreamGauge gauge;
    private final EventDocuments documents;
    private final InstantSource clock;
    private final FrameRecorder frames;
    private final Consumer<String> events;
    private final AtomicBoolean inputBegan = new AtomicBoolean();
    private final AtomicBoolean outputBegan = new AtomicBoolean();

    /** @param events takes a document and returns at once */
    SessionTeller(
            StreamGauge gauge,
            EventDocuments documents,
            InstantSource clock,
            FrameRecorder frames,
            Consumer<String> events) {
        this.gauge = gauge;
        this.documents = documents;
        this.clock = clock;
        this.frames = frames;
        this.events = events;
    }

    StreamGauge gauge() {
        return gauge;
    }

    void asked() {
        trace("runner_receive_stream_request");
    }

    void pictureIn() {
        gauge.pictureIn();
        if (inputBegan.compareAndSet(false, true)) {
            trace("runner_receive_first_ingest_segment");
        }
    }

    void pictureOut(FrameTimes times) {
        gauge.pictureOut();
        frames.add(times);
        if (outputBegan.compareAndSet(false, true)) {
            trace("runner_send_first_processed_segment");
        }
    }

    private void trace(String type) {
        events.accept(documents.trace(type, clock.instant()));
    }

    /** Something went wrong. */
    void error(String message) {
        events.accept(documents.error(gauge.error(message)));
    }

    /** The line was made anew, for the so many-th time. */
    void restarted(String message, int count) {
        events.accept(documents.restart(gauge.restarted(message), count));
    }
}
