package io.headrace.orchestrator.live;

import io.headrace.admission.live.LiveAdmission;
import io.headrace.admission.live.LiveDesk;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.info.LiveOffer;
import io.headrace.orchestrator.unit.PaperCheck;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.transport.Route;
import io.headrace.trickle.Channel;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Ticker;
import io.headrace.tricklehttp.ChannelDesk;
import io.headrace.tricklehttp.CreationOverHttp;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.realtime.SessionRequestCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * The live half of an orchestrator: its desk, its trickle server, its book. Any thread. Channels stay silent until somebody
 * calls {@link #tickLater}.
 */
public final class LiveSide implements LiveOffer, AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final LiveConfig config;
    private final Parts parts;
    private final Channels channels;
    private final LiveChannels stage;
    private final LiveBook book;
    private final LiveAdmission admission;
    private volatile boolean closed;

    /**
     * What it is made of.
     *
     * @param ticker for the patience of channels
     */
    public record Parts(
            Host host, LiveWorkshop workshop, Ticker ticker, Billing billing, SecretSource secrets, WorkLog log) {}

    /** @param serviceUri under which gateways reach this node; known once it listens */
    public LiveSide(LiveConfig config, Parts parts, Supplier<String> serviceUri) {
        this.config = config;
        this.parts = parts;
        InstantSource clock = () -> parts.host().moment().now();
        channels = Channels.silent(config.trickle(), parts.ticker());
        stage = new LiveChannels(
                channels, config.trickle().channels(), parts.secrets()::bytes, serviceUri, config.runnerHost());
        book = new LiveBook(parts.billing(), parts.log(), clock);
        admission = new LiveAdmission(
                config.limits(), parts.host(), new LiveAdmission.Supplies(parts.workshop(), stage, book), book);
    }

    public List<Route> routes(PaperCheck papers) {
        var handler = new LiveHandler(
                config.limits(), papers, parts.billing(), admission, stage, parts.secrets(), parts.log());
        var trickle = new TrickleServer(channels, CreationOverHttp.REFUSED, ChannelDesk.welcoming());
        var routes = new ArrayList<>(trickle.routes(TrickleServer.BASE));
        routes.add(Route.of("POST", SessionRequestCodec.PATH, handler::handle));
        return routes;
    }

    /** Lets channels do what is due, every second from now on until this is closed. */
    public void tickLater() {
        parts.host().after(TICK, () -> {
            if (!closed) {
                Thread.ofVirtual().name("channels").start(channels::tick);
                tickLater();
            }
        });
    }

    /** By model; one that is in use is named even when its runners are gone. */
    @Override
    public Map<String, ModelConstraint> models() {
        var inUse = admission.view().inUse();
        var models = new TreeMap<String, ModelConstraint>();
        inUse.forEach((model, taken) -> models.put(model, new ModelConstraint(false, taken, "", taken)));
        var readiness = admission.readiness();
        admission.capacities().forEach((model, capacity) -> {
            var ready = readiness.getOrDefault(model, LiveWorkshop.Readiness.COLD);
            models.put(
                    model, new ModelConstraint(ready.warm(), capacity, ready.version(), inUse.getOrDefault(model, 0)));
        });
        return models;
    }

    @Override
    public boolean isOpen(ManifestId session) {
        return admission.view().session(session).isPresent();
    }

    /** What it has taken on just now. */
    public LiveDesk desk() {
        return admission.view();
    }

    /** Its channels, as they are now. */
    public Collection<Channel> channels() {
        return channels.all();
    }

    /** Where they are made; what others make there is found under the same address. */
    public Channels trickle() {
        return channels;
    }

    /** The operator wants it to end; its gateway is told. */
    public void stop(ManifestId session) {
        admission.stop(session);
    }

    /**
     * Takes no new session; those that are open are told, and end after {@code patience}.
     *
     * @return opens when none is left
     */
    public CountDownLatch drain(Duration patience) {
        admission.drain(patience);
        return book.drainedLatch();
    }

    @Override
    public void close() {
        closed = true;
        channels.close();
    }
}
