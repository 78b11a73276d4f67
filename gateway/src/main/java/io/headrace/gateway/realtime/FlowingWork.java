package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.flow.FrameRecorder;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.run.RunView;
import io.headrace.media.AccessUnit;
import io.headrace.wire.realtime.StatusDocument;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Work whose media go through a flow while a job decides who computes: what is the same, whatever computes. Any thread. */
public interface FlowingWork extends StreamWork {

    StreamFlow flow();

    /** The job. */
    RunView view();

    /** What whoever computes says of itself. */
    RunnerReport report();

    /** The orchestrator that computes now; empty while none does. */
    Optional<URI> service();

    @Override
    default String job() {
        return view().order().id();
    }

    @Override
    default Path results() {
        return view().order().output();
    }

    @Override
    default void input(AccessUnit unit) {
        switch (unit) {
            case AccessUnit.Picture picture -> flow().picture(picture);
            case AccessUnit.Sound sound -> flow().sound(sound);
        }
    }

    @Override
    default StatusDocument status() {
        return report().status();
    }

    @Override
    default Standing standing() {
        var view = view();
        return new Standing(
                view.state(),
                service().map(URI::toString),
                view.problem(),
                view.obstacle(),
                view.outcome().isPresent());
    }

    @Override
    default FrameRecorder recorder() {
        return flow().recorder();
    }

    @Override
    default FlowFigures figures() {
        return flow().figures();
    }

    @Override
    default void keyframeWanted() {
        flow().keyframeWanted();
    }
}
