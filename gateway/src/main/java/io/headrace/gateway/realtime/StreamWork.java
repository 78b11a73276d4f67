package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.flow.FrameRecorder;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.media.AccessUnit;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.wire.realtime.StatusDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What is behind a stream from its first publisher to its end: its job, and its way to whoever computes it. Any thread. */
public interface StreamWork extends KeyframeSource {

    /** Begins the work of streams. */
    @FunctionalInterface
    interface Maker {
        /** @param output given what comes of it, and told of the end when the work is over */
        StreamWork begin(RealtimeOrder order, OutputFan output) throws IOException, RunningJobs.Busy;
    }

    /** The job's name, under which it is explained. */
    String job();

    /** Where the job's results lie. */
    Path results();

    /** The next unit of the input, on the stream's clock. Never blocks. */
    void input(AccessUnit unit);

    /** Nothing follows: what has come is still worked on. */
    void inputEnded();

    /** Other parameters from here on: a JSON object, which was looked at. */
    void update(String parameters);

    /** What the runner last said of itself, and whose it is. */
    StatusDocument status();

    /** How the work stands, for people and for the status document. */
    Standing standing();

    /** How its frames flew, as far as is remembered. */
    FrameRecorder recorder();

    /** What viewers got and missed. */
    FlowFigures figures();

    /** Gives it up at once. */
    void cancel();

    /**
     * @param state of the job, as the lifecycle names it
     * @param orchestrator who computes now; empty while nobody does
     * @param problem what went wrong, in one sentence
     * @param obstacle why nobody computes just now, in one sentence; empty while somebody does
     * @param over whether it is over
     */
    record Standing(
            String state,
            Optional<String> orchestrator,
            Optional<String> problem,
            Optional<String> obstacle,
            boolean over) {}
}
