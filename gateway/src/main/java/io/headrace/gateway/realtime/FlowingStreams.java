package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.flow.FlowLimits;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.flow.FrameRecorder;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.realtime.session.Audience;
import io.headrace.gateway.realtime.session.RealtimeJobs;
import io.headrace.gateway.realtime.session.RealtimeSettings;
import io.headrace.gateway.realtime.session.RealtimeWork;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.media.AccessUnit;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Puts together what is behind streams: the job that decides and pays, and the flow that carries the media. */
public final class FlowingStreams implements StreamWork.Maker {

    private final RealtimeJobs jobs;
    private final FlowTools tools;

    public FlowingStreams(RealtimeJobs jobs, FlowTools tools) {
        this.jobs = jobs;
        this.tools = tools;
    }

    @Override
    public StreamWork begin(RealtimeOrder order, OutputFan output) throws IOException, RunningJobs.Busy {
        var flow = new AtomicReference<Optional<StreamFlow>>(Optional.empty());
        var report = new RunnerReport();
        var work = jobs.begin(
                ask(order),
                job -> {
                    var media = StreamFlow.start(FlowLimits.DEFAULT, tools, job);
                    flow.set(Optional.of(media));
                    return new FlowBridge(media, output::end);
                },
                new Taking(output, report));
        return new Flowing(work, flow.get().orElseThrow(), report);
    }

    private static RealtimeJobs.Ask ask(RealtimeOrder order) {
        return new RealtimeJobs.Ask(
                order.name(),
                order.streamId(),
                order.model(),
                order.parameters(),
                order.orchestrator(),
                order.standby(),
                order.maxPrice(),
                RealtimeSettings.USUAL);
    }

    private record Taking(OutputFan output, RunnerReport report) implements Audience {
        @Override
        public void output(AccessUnit unit) {
            output.unit(unit);
        }

        @Override
        public void event(String json) {
            report.take(json);
        }
    }

    private record Flowing(RealtimeWork work, StreamFlow flow, RunnerReport report) implements StreamWork {
        @Override
        public String job() {
            return work.view().order().id();
        }

        @Override
        public void input(AccessUnit unit) {
            switch (unit) {
                case AccessUnit.Picture picture -> flow.picture(picture);
                case AccessUnit.Sound sound -> flow.sound(sound);
            }
        }

        @Override
        public void inputEnded() {
            flow.inputEnded();
            work.inputEnded();
        }

        @Override
        public void update(String parameters) {
            work.update(parameters);
        }

        @Override
        public Optional<String> runnerStatus() {
            return report.status();
        }

        @Override
        public Standing standing() {
            var view = work.view();
            return new Standing(
                    view.state(),
                    work.orchestrator().map(serving -> serving.service().toString()),
                    view.problem(),
                    view.outcome().isPresent());
        }

        @Override
        public FrameRecorder recorder() {
            return flow.recorder();
        }

        @Override
        public FlowFigures figures() {
            return flow.figures();
        }

        @Override
        public void cancel() {
            work.cancel();
        }

        @Override
        public void keyframeWanted() {
            flow.keyframeWanted();
        }
    }
}
