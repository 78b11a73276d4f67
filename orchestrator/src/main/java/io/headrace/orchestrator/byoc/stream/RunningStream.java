package io.headrace.orchestrator.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.orchestrator.byoc.AppDesk;
import io.headrace.orchestrator.byoc.AppFact;
import io.headrace.orchestrator.byoc.AppLog;
import io.headrace.orchestrator.byoc.AppPlace;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.PipelineName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream and what it holds: a place of its application, its channels, its tab. What its machine decides is done here,
 * and nothing waits on the machine's thread. Any thread.
 */
final class RunningStream implements Owner.Surroundings<StreamState, StreamEvent, StreamEffect> {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStream.class);
    private static final int PATIENCE = 1_000;

    private final Id id;
    private final Holdings holdings;
    private final Tools tools;
    private final Runnable over;
    private final long begunNanos;
    private final Owner<StreamState, StreamEvent, StreamEffect> owner;
    private final CompletableFuture<Optional<StreamApp.Said>> stopped = new CompletableFuture<>();

    /** What was last seen of the application. */
    private volatile Health.Report seen = new Health.Report.Answered();

    /** A stream's name is its sender's alone: nobody steers another's. */
    record Id(EthAddress sender, String stream) {}

    /** @param given the place that it has until it is over */
    record Holdings(AppPlace.Given given, StreamApp app, StreamRoom room, StreamTab tab) {}

    /** What all streams share. */
    record Tools(Host host, NanoTicker ticker, AppDesk desk, AppLog log, StreamConfig.Patience patience) {}

    /**
     * @param interval between two charges
     * @param over is run when nothing of it is left
     */
    RunningStream(Id id, Holdings holdings, Duration interval, Tools tools, Runnable over) {
        this.id = id;
        this.holdings = holdings;
        this.tools = tools;
        this.over = over;
        this.begunNanos = tools.ticker().nanos();
        this.owner = new Owner<>(
                "stream " + id.stream(),
                new StreamMachine(tools.patience(), interval),
                new StreamState.Starting(),
                tools.host(),
                PATIENCE,
                this);
    }

    Id id() {
        return id;
    }

    StreamApp app() {
        return holdings.app();
    }

    StreamTab tab() {
        return holdings.tab();
    }

    PipelineName name() {
        return holdings.given().app().registration().name();
    }

    private Duration used() {
        return Duration.ofNanos(tools.ticker().nanos() - begunNanos);
    }

    void started() {
        tools.log().tell(new AppFact.StreamStarted(name(), id.sender(), id.stream()));
        owner.tell(new StreamEvent.AppStarted());
    }

    /** @param report what that says of the application */
    void refused(String reason, Health.Report report) {
        seen = report;
        holdings.tab().drop();
        owner.tell(new StreamEvent.AppRefused(reason));
    }

    void gatewayLeft() {
        owner.tell(new StreamEvent.GatewayLeft());
    }

    /**
     * Ends it.
     *
     * @param words for the application
     * @return what the application answers; empty when it does not, or the stream was ending already
     */
    CompletableFuture<Optional<StreamApp.Said>> stop(String words) {
        owner.tell(new StreamEvent.StopAsked(words));
        return stopped;
    }

    void nodeStopping() {
        owner.tell(new StreamEvent.NodeStopping());
    }

    boolean isOver() {
        return owner.state() instanceof StreamState.Over;
    }

    @Override
    public void record(
            String name, Instant at, StreamState from, StreamEvent event, Step<StreamState, StreamEffect> step) {
        if (!from.getClass().equals(step.state().getClass())) {
            LOG.debug("{} of {}: {}", name, id.sender(), step.state());
        }
    }

    @Override
    public void perform(StreamEffect effect, Owner<StreamState, StreamEvent, StreamEffect> owner) {
        switch (effect) {
            case StreamEffect.LookAfter(var pause) ->
                tools.host()
                        .after(
                                pause,
                                () -> owner.tell(
                                        new StreamEvent.Looked(holdings.room().signs(isDown()))));
            case StreamEffect.ChargeAfter(var interval) ->
                tools.host()
                        .after(
                                interval,
                                () -> beside(
                                        "charge",
                                        () -> owner.tell(new StreamEvent.Charged(
                                                holdings.tab().charge(used())))));
            case StreamEffect.TellGateway(var why) -> holdings.room().tell(StreamNews.end(why));
            case StreamEffect.StopApp(var words) -> beside("stop", () -> stopApp(words));
            case StreamEffect.Close(var why) -> beside("close", () -> close(why));
        }
    }

    private boolean isDown() {
        return tools.desk().isDown(holdings.given().app());
    }

    private void beside(String what, Runnable task) {
        Thread.ofVirtual().name(what + " stream " + id.stream()).start(task);
    }

    private void stopApp(String words) {
        var said = Optional.<StreamApp.Said>empty();
        try {
            said = Optional.of(holdings.app()
                    .stop(
                            ByteBuffer.wrap(words.getBytes(UTF_8)),
                            tools.patience().stop()));
        } catch (IOException unreachable) {
            seen = new Health.Report.Failed(String.valueOf(unreachable.getMessage()));
            LOG.debug("Stream {} could not be stopped: {}", id.stream(), unreachable.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        stopped.complete(said);
        owner.tell(new StreamEvent.AppStopped());
    }

    private void close(StreamEnd why) {
        var fee = holdings.tab().close(used());
        tools.desk().ended(holdings.given(), seen);
        tools.log()
                .tell(new AppFact.StreamEnded(
                        name(), id.sender(), id.stream(), why.code(), why.sentence(), used(), fee));
        over.run();
        stopped.complete(Optional.empty());
        if (why instanceof StreamEnd.Stopped || why instanceof StreamEnd.NotStarted) {
            holdings.room().close();
        } else {
            tools.host().after(tools.patience().lastWord(), () -> beside("leave", holdings.room()::close));
        }
    }

    @Override
    public void stopped(String name, StreamState state, StreamEvent event, RuntimeException bug) {
        LOG.error("{} ends with a fault of this program at {}, {}", name, state, event, bug);
        close(new StreamEnd.NodeStopping());
    }
}
