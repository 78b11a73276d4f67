package io.headrace.orchestrator.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.live.Flow;
import io.headrace.admission.live.LiveEnd;
import io.headrace.admission.live.LiveRequest;
import io.headrace.admission.live.LiveStage;
import io.headrace.admission.live.LiveWorkshop;
import io.headrace.admission.live.Metering;
import io.headrace.media.ManifestId;
import io.headrace.orchestrator.door.RunnerHost;
import io.headrace.trickle.Channel;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Creation;
import io.headrace.trickle.Publication;
import io.headrace.trickle.Reset;
import io.headrace.trickle.Secrets;
import io.headrace.trickle.Seq;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.realtime.RunnerRequest;
import io.headrace.wire.realtime.RunnerRequestCodec;
import io.headrace.wire.realtime.SessionChannels;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The channels of all sessions, within this process. Any thread. */
final class LiveChannels implements LiveStage {

    private final Channels channels;
    private final int mostChannels;
    private final Secrets secrets;
    private final Supplier<String> serviceUri;
    private final Optional<RunnerHost> runnerHost;
    private final Map<ManifestId, Opened> open = new ConcurrentHashMap<>();

    private record Opened(LiveRoom room, LiveMeter meter) {}

    /**
     * @param serviceUri under which gateways reach this node; known once it listens
     * @param runnerHost under which runners do, if that is another
     */
    LiveChannels(
            Channels channels,
            int mostChannels,
            Secrets secrets,
            Supplier<String> serviceUri,
            Optional<RunnerHost> runnerHost) {
        this.channels = channels;
        this.mostChannels = mostChannels;
        this.secrets = secrets;
        this.serviceUri = serviceUri;
        this.runnerHost = runnerHost;
    }

    @Override
    public Opening open(LiveRequest request, Runnable inputClosed) {
        var room = LiveRoom.draw(request.metering() == Metering.FLOW, secrets);
        for (var suffix : room.tokens().keySet()) {
            var creation = channels.create(room.name(suffix), LiveRoom.mediaType(suffix), room.access(suffix));
            if (!(creation instanceof Creation.Created)) {
                remove(room);
                return new Opening.Lacking(mostChannels);
            }
        }
        var meter = LiveMeter.start(channels.find(room.input()).orElseThrow(), inputClosed);
        open.put(request.session(), new Opened(room, meter));
        return new Opening.Opened(order(request, room));
    }

    private LiveWorkshop.LiveOrder order(LiveRequest request, LiveRoom room) {
        var asked = request.asked();
        var body = RunnerRequestCodec.encode(new RunnerRequest(
                request.model(),
                asked.parameters(),
                asked.requestId(),
                request.session().text(),
                asked.streamId(),
                room.channels(base(forRunners(serviceUri.get())))));
        return new LiveWorkshop.LiveOrder(request.session().text(), request.model(), body);
    }

    /** As the session's gateway reaches them; empty when they are closed. */
    Optional<SessionChannels> of(ManifestId session) {
        return Optional.ofNullable(open.get(session))
                .map(opened -> opened.room().channels(base(serviceUri.get())));
    }

    private static String base(String uri) {
        return uri + TrickleServer.BASE;
    }

    private String forRunners(String uri) {
        return runnerHost.map(host -> host.in(uri)).orElse(uri);
    }

    @Override
    public Flow flow(ManifestId session) {
        return Optional.ofNullable(open.get(session))
                .map(opened -> opened.meter().flow().withWords(words(opened)))
                .orElse(Flow.NONE);
    }

    /** What its gateway says on the control channel is counted by segments. */
    private long words(Opened opened) {
        return channels.find(opened.room().name(LiveRoom.CONTROL))
                .map(Channel::head)
                .orElse(0L);
    }

    /** At the head, and what was begun before it ends there: whoever reads an older event goes on to this one. */
    @Override
    public void tellEnd(ManifestId session, LiveEnd end) {
        events(session).ifPresent(channel -> say(channel, Reset.EARLIER_SEGMENTS, LiveNews.end(end)));
    }

    @Override
    public void tellDrain(ManifestId session, Duration patience) {
        events(session).ifPresent(channel -> say(channel, Reset.NOTHING, LiveNews.drain(patience)));
    }

    private Optional<Channel> events(ManifestId session) {
        return Optional.ofNullable(open.get(session))
                .flatMap(opened -> channels.find(opened.room().name(LiveRoom.EVENTS)));
    }

    /** Where nobody can be told any more, nobody listens. */
    private static void say(Channel channel, Reset reset, String document) {
        if (channel.publish(Seq.NEXT, reset) instanceof Publication.Open(var writer)) {
            try (writer) {
                writer.append(ByteBuffer.wrap(document.getBytes(UTF_8)));
                writer.finish();
            }
        }
    }

    @Override
    public void close(ManifestId session) {
        Optional.ofNullable(open.remove(session)).map(Opened::room).ifPresent(this::remove);
    }

    private void remove(LiveRoom room) {
        room.tokens().keySet().forEach(suffix -> channels.remove(room.name(suffix)));
    }
}
