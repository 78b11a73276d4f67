package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.byoc.ByocJobs;
import io.headrace.gateway.byoc.ContainerAnswer;
import io.headrace.gateway.byoc.ContainerFlight;
import io.headrace.gateway.byoc.JobSigning;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.RunnerReport;
import io.headrace.gateway.realtime.StreamWork;
import io.headrace.gateway.realtime.flow.Failing;
import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.flow.FlowLimits;
import io.headrace.gateway.realtime.flow.FlowTools;
import io.headrace.gateway.realtime.flow.FrameRecorder;
import io.headrace.gateway.realtime.flow.LastWord;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobLimits;
import io.headrace.job.SearchLimits;
import io.headrace.job.SwapLimits;
import io.headrace.job.UnusableInput;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitLimits;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpClient;
import io.headrace.wire.realtime.StatusDocument;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is behind a container's stream: a job whose one unit is the stream, an attempt at it a stay with an orchestrator,
 * and the flow that carries the media meanwhile. Any thread.
 */
final class ContainerWork implements StreamWork, StreamFlow.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerWork.class);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    /** Whoever sends nothing back for so long is left: applications of strangers may take their time. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final int QUICK_SWAPS = 3;
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration WAIT = Duration.ofSeconds(10);

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
     */
    record Tools(ByocJobs jobs, HttpClient client, FlowTools flow, StreamTimes times) {}

    private ContainerWork(StreamAsk ask, Tools tools, OutputFan output, DataFan data) throws RunningJobs.Busy {
        this.ask = ask;
        this.tools = tools;
        this.output = output;
        this.data = data;
        flight = tools.jobs().flight(ask.asJob(tools.times().ahead()));
        flow = StreamFlow.start(limits(ask), tools.flow(), this);
        run = tools.jobs().begin(flight, jobLimits(), this::errand);
    }

    static ContainerWork begin(StreamAsk ask, Tools tools, OutputFan output, DataFan data) throws RunningJobs.Busy {
        return new ContainerWork(ask, tools, output, data);
    }

    /** A stream that shows nothing is not waited for; the silence of an application is looked at by its stay. */
    private static FlowLimits limits(StreamAsk ask) {
        var usual = FlowLimits.DEFAULT;
        var stall = ask.channels().videoEgress() ? STALL : FOR_EVER;
        return new FlowLimits(
                stall,
                stall,
                stall,
                stall,
                FOR_EVER,
                usual.hand(),
                usual.keepAlive(),
                usual.segment(),
                usual.segmentBytes(),
                usual.backlogBytes(),
                usual.backlogSegments(),
                usual.callbacks());
    }

    /** Everybody on the list is tried once, and three within a minute at most. */
    private static JobLimits jobLimits() {
        return new JobLimits(
                1,
                1,
                new SearchLimits(1, WAIT, MOMENT, Duration.ofSeconds(1), SearchLimits.Hopeless.END),
                new SwapLimits(QUICK_SWAPS, QUICK, Duration.ofSeconds(5)),
                WAIT,
                WAIT,
                MOMENT,
                new UnusableInput.FailJob(),
                UnitLimits.batch(FOR_EVER));
    }

    private StreamErrand errand(RunContext context) {
        var calls = new StreamCalls(
                tools.client(), new JobSigning(context.tools(), tools.jobs().secrets()));
        var means = new StreamErrand.Tools(calls, tools.jobs().peer(), tools.times());
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

    private Optional<StreamStay> stay(int session) {
        return stay().filter(here -> here.number() == session);
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
    public String job() {
        return run.view().order().id();
    }

    @Override
    public Path results() {
        return run.view().order().output();
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
    public StatusDocument status() {
        return report.status();
    }

    @Override
    public Standing standing() {
        var view = run.view();
        return new Standing(
                view.state(),
                stay().map(here -> here.service().toString()),
                view.problem(),
                view.obstacle(),
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
        run.cancel();
    }

    @Override
    public void keyframeWanted() {
        flow.keyframeWanted();
    }

    @Override
    public void unitBegun(long seq, MediaTime start, int width, int height) {}

    @Override
    public void unitEnded(long seq, Duration duration, long pictures, int width, int height) {}

    @Override
    public void unitReturned(int session, long seq) {}

    @Override
    public void failing(int session, Failing why, String sentence) {
        stay(session).ifPresent(here -> here.end(new StreamStay.End.Failed(reason(why), sentence)));
    }

    private static Reason reason(Failing why) {
        return switch (why) {
            case STALLED, TOO_SLOW -> Reason.STALLED;
            case BROKEN, ENDED_BY_PEER, REFUSED -> Reason.SESSION_BROKEN;
            case UNPAID -> Reason.UNPAID;
        };
    }

    @Override
    public void event(int session, String json) {
        stay(session).ifPresent(here -> {
            here.heard(tools.flow().ticker().nanos());
            report.take(json, () -> origin(here));
            LastWord.in(json)
                    .ifPresent(last -> here.end(new StreamStay.End.Failed(reason(last.why()), last.sentence())));
        });
    }

    private StatusDocument.Origin origin(StreamStay here) {
        return new StatusDocument.Origin(ask.id(), job(), "", "", here.service().toString());
    }

    @Override
    public void data(int session, String line) {
        heard();
        data.line(line);
    }

    @Override
    public void output(AccessUnit unit) {
        heard();
        output.unit(unit);
    }

    private void heard() {
        stay().ifPresent(here -> here.heard(tools.flow().ticker().nanos()));
    }
}
