package io.headrace.simulation.live;

import io.headrace.admission.live.Flow;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.LiveStage;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.media.ManifestId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The channels of a simulated orchestrator, and who computes at their other end. */
final class Stage implements LiveStage {

    private final LiveWorld world;
    private final LiveProcess process;
    private final LiveOrchestrator self;
    private final RunnerBench bench;
    private final Map<ManifestId, Channel> channels = new LinkedHashMap<>();

    Stage(LiveWorld world, LiveProcess process, LiveOrchestrator self) {
        this.world = world;
        this.process = process;
        this.self = self;
        this.bench = new RunnerBench(world, this);
    }

    RunnerBench bench() {
        return bench;
    }

    boolean runs(ManifestId session) {
        return bench.runs(session);
    }

    Channel channel(ManifestId session) {
        return Optional.ofNullable(channels.get(session))
                .orElseThrow(() -> new IllegalStateException("No channels of " + session));
    }

    /** In the order in which they began. */
    List<Channel> open() {
        return channels.values().stream().filter(Channel::isOpen).toList();
    }

    void die() {
        boolean silently = world.happens(400);
        open().forEach(channel -> channel.lose(silently));
    }

    @Override
    public Opening open(LiveRequest request, Runnable inputClosed) {
        var session = request.session();
        var channel = new Channel(world, process, self.metering, request, inputClosed);
        self.standing().ifPresent(channel::struck);
        channels.put(session, channel);
        return new Opening.Opened(new LiveWorkshop.LiveOrder(session.text(), request.model(), "{}"));
    }

    @Override
    public Flow flow(ManifestId session) {
        return Optional.ofNullable(channels.get(session)).map(Channel::flow).orElse(Flow.NONE);
    }

    @Override
    public void tellEnd(ManifestId session, LiveEnd end) {
        channel(session).tellEnd(end);
    }

    @Override
    public void tellDrain(ManifestId session, Duration patience) {
        channel(session).tellDrain();
    }

    @Override
    public void close(ManifestId session) {
        Optional.ofNullable(channels.get(session)).ifPresent(Channel::shut);
    }
}
