package io.headrace.orchestrator.runner.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.trickle.Channel;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Creation;
import io.headrace.trickle.Publication;
import io.headrace.trickle.Reset;
import io.headrace.trickle.Seq;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.runner.RunnerChannel;
import io.headrace.wire.runner.SessionNews;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trickle channel {@code o2r} on which each runner hears of its sessions. Any thread; nobody waits. Runners that read too late
 * miss news; their next heartbeat tells them which sessions they have.
 */
public final class RunnerNews {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerNews.class);
    private static final String JSON = "application/json";

    private final Supplier<Channels> channels;
    private final Supplier<String> serviceUri;

    /** @param channels of the node's trickle server */
    public RunnerNews(Supplier<Channels> channels, Supplier<String> serviceUri) {
        this.channels = channels;
        this.serviceUri = serviceUri;
    }

    void open(Runner runner) {
        if (!(channels.get().create(runner.identity().events(), JSON) instanceof Creation.Created)) {
            LOG.warn("Live runner {} hears nothing of its sessions: no more channels can be made", runner.id());
        }
    }

    void close(Runner runner) {
        channels.get().remove(runner.identity().events());
    }

    /** As the runner is told of it. */
    RunnerChannel channel(Runner runner) {
        var name = runner.identity().events().text();
        return new RunnerChannel("o2r", name, serviceUri.get() + TrickleServer.BASE + name, "", JSON);
    }

    /** Where nobody can be told, nobody listens. */
    public void tell(Runner runner, SessionNews news) {
        channels.get().find(runner.identity().events()).ifPresent(channel -> say(channel, news.encode()));
    }

    private static void say(Channel channel, String document) {
        if (channel.publish(Seq.NEXT, Reset.NOTHING) instanceof Publication.Open(var writer)) {
            try (writer) {
                writer.append(ByteBuffer.wrap(document.getBytes(UTF_8)));
                writer.finish();
            }
        }
    }
}
