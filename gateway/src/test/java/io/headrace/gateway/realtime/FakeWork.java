package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.flow.FrameRecorder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.media.AccessUnit;
import io.headrace.wire.realtime.StatusDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what a stream asks of its work; its output is what the test says. */
final class FakeWork implements StreamWork {

    final OutputFan output;
    final List<AccessUnit> input = new ArrayList<>();
    final List<String> updates = new ArrayList<>();
    boolean inputEnded;
    Optional<String> obstacle = Optional.empty();
    boolean over;
    boolean cancelled;
    int keyframesWanted;

    FakeWork(OutputFan output) {
        this.output = output;
    }

    void end() {
        over = true;
        output.end();
    }

    @Override
    public String job() {
        return "job-1";
    }

    @Override
    public Path results() {
        return Path.of("/nowhere");
    }

    @Override
    public void input(AccessUnit unit) {
        input.add(unit);
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
    }

    @Override
    public void update(String parameters) {
        updates.add(parameters);
    }

    @Override
    public StatusDocument status() {
        return new StatusDocument("{\"state\":\"ONLINE\"}");
    }

    @Override
    public Standing standing() {
        return new Standing("SessionEstablished", Optional.of("https://alder:8935"), Optional.empty(), obstacle, over);
    }

    @Override
    public FrameRecorder recorder() {
        return new FrameRecorder(() -> 0, 1);
    }

    @Override
    public FlowFigures figures() {
        return new FlowFigures(30, 1, 2, Duration.ofMillis(40), 3);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void keyframeWanted() {
        keyframesWanted++;
    }
}
