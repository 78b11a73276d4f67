package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.byoc.ByocJobs;
import io.headrace.gateway.byoc.ContainerAnswer;
import io.headrace.gateway.byoc.ContainerFlight;
import io.headrace.gateway.byoc.JobSigning;
import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.FlowingWork;
import io.headrace.gateway.realtime.RunnerReport;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.media.AccessUnit;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpClient;
import io.headrace.wire.realtime.StatusDocument;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is behind a container's stream: a job whose one unit is the stream, an attempt at it a stay with an orchestrator,
 * and the flow that carries the media meanwhile. Any thread.
 */
final class ContainerWork implements FlowingWork {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerWork.class);

    private final StreamAsk ask;
    private final Tools tools;
    private final ContainerFlight flight;
    private final OutputFan output;
    private final DataFan data;
    private final RunnerReport report = new RunnerReport();
    private final StreamFlow flow;
    private final AtomicReference<Optional<StreamErrand>> errand = new AtomicReference<>(Optional.empty());
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final JobRun run;

    /**
     * What all streams share.
     *
     * @param client by which orchestrators are asked
     * @param rules where their channels may be
     */
    record Tools(ByocJobs jobs, HttpClient client, ChannelRules rules, FlowTools flow, StreamTimes times) {}

    private ContainerWork(StreamAsk ask, Tools tools, OutputFan output, DataFan data) throws RunningJobs.Busy {
        this.ask = ask;
        this.tools = tools;
        this.output = output;
        this.data = data;
        flight = tools.jobs().flight(ask.asJob(tools.times().ahead()));
        var audience = new StayAudience(
                this::stay, output, data, report, this::origin, tools.flow().ticker());
        flow = StreamFlow.start(StreamLimits.flow(ask.channels()), tools.flow(), audience);
        run = tools.jobs().begin(flight, StreamLimits.job(), this::errand);
    }

    static ContainerWork begin(StreamAsk ask, Tools tools, OutputFan output, DataFan data) throws RunningJobs.Busy {
        return new ContainerWork(ask, tools, output, data);
    }

    private StreamErrand errand(RunContext context) {
        var signing = new JobSigning(context.tools(), tools.jobs().secrets());
        var calls = new StreamCalls(ask, tools.client(), signing, tools.times());
        var means = new StreamErrand.Tools(calls, tools.jobs().peer(), tools.rules(), tools.times());
        var made = new StreamErrand(ask, context, means, flow, this::begun, this::over);
        errand.set(Optional.of(made));
        return made;
    }

    private void begun() {
        flight.answer().complete(new ContainerAnswer.Whole(200, Headers.NONE, ByteBuffer.allocate(0)));
    }

    private void over() {
        flow.close();
        output.end();
        data.end();
    }

    /** What came of its start: 200 when an application has begun. */
    ContainerFlight flight() {
        return flight;
    }

    private Optional<StreamStay> stay() {
        return errand.get().flatMap(StreamErrand::stay);
    }

    private StatusDocument.Origin origin(StreamStay here) {
        return new StatusDocument.Origin(ask.id(), job(), "", "", here.service().toString());
    }

    /**
     * Ends it; the first who does is heard.
     *
     * @param words for the application
     */
    void stop(String words) {
        if (stopped.getAndSet(true)) {
            return;
        }
        stay().ifPresentOrElse(here -> here.end(new StreamStay.End.Stopped(words)), run::cancel);
    }

    /** @return the application's answer; empty while nobody has the stream */
    Optional<StreamCalls.Said> update(ByteBuffer parameters) throws PeerException, InterruptedException {
        var here = errand.get();
        return here.isPresent() ? here.get().update(parameters) : Optional.empty();
    }

    @Override
    public StreamFlow flow() {
        return flow;
    }

    @Override
    public RunView view() {
        return run.view();
    }

    @Override
    public RunnerReport report() {
        return report;
    }

    @Override
    public Optional<URI> service() {
        return stay().map(StreamStay::service);
    }

    /** Whoever publishes to a stream without video is not heard. */
    @Override
    public void input(AccessUnit unit) {
        if (ask.channels().videoIngress()) {
            FlowingWork.super.input(unit);
        }
    }

    @Override
    public void inputEnded() {
        flow.inputEnded();
        stop("{\"reason\":\"The publisher ended the stream.\"}");
    }

    @Override
    public void update(String parameters) {
        Thread.ofVirtual().name("update of stream " + ask.id()).start(() -> {
            try {
                update(ByteBuffer.wrap(parameters.getBytes(UTF_8)));
            } catch (PeerException failure) {
                LOG.info("Stream {} was not updated: {}", ask.id(), failure.getMessage());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void cancel() {
        run.cancel();
    }
}
