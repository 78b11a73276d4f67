package io.headrace.gateway.realtime;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.realtime.flow.FlowLimits;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.realtime.session.Audience;
import io.headrace.gateway.realtime.session.RealtimeJobs;
import io.headrace.gateway.realtime.session.RealtimeSettings;
import io.headrace.gateway.realtime.session.RealtimeWork;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.selection.Orchestrator;
import io.headrace.media.AccessUnit;
import io.headrace.wire.realtime.StatusDocument;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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
        var begun = new AtomicReference<Optional<RealtimeWork>>(Optional.empty());
        var work = jobs.begin(
                ask(order),
                job -> {
                    var media = StreamFlow.start(FlowLimits.DEFAULT, tools, job);
                    flow.set(Optional.of(media));
                    return new FlowBridge(media, output::end);
                },
                new Taking(output, report, () -> origin(order, begun.get())));
        begun.set(Optional.of(work));
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

    private static StatusDocument.Origin origin(RealtimeOrder order, Optional<RealtimeWork> work) {
        var serving = work.flatMap(RealtimeWork::orchestrator);
        return new StatusDocument.Origin(
                order.streamId(),
                work.map(known -> known.view().order().id()).orElse(""),
                order.pipelineId(),
                serving.map(Orchestrator::address)
                        .filter(address -> !address.equals(EthAddress.ZERO))
                        .map(EthAddress::toString)
                        .orElse(""),
                serving.map(known -> known.service().toString()).orElse(""));
    }

    private record Taking(OutputFan output, RunnerReport report, Supplier<StatusDocument.Origin> origin)
            implements Audience {
        @Override
        public void output(AccessUnit unit) {
            output.unit(unit);
        }

        @Override
        public void event(String json) {
            report.take(json, origin);
        }
    }

    private record Flowing(RealtimeWork work, StreamFlow flow, RunnerReport report) implements FlowingWork {
        @Override
        public RunView view() {
            return work.view();
        }

        @Override
        public Optional<URI> service() {
            return work.orchestrator().map(Orchestrator::service);
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
        public void cancel() {
            work.cancel();
        }
    }
}
