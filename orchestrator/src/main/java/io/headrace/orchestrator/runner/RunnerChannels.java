package io.headrace.orchestrator.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Creation;
import io.headrace.trickle.Publication;
import io.headrace.trickle.Reset;
import io.headrace.trickle.Seq;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.runner.RunnerChannel;
import io.headrace.wire.runner.SessionNews;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trickle channels of runners and their sessions, beside those of live streams and on the same server. Any thread;
 * nobody waits. Runners that read too late miss news; their next heartbeat tells them which sessions they have.
 */
final class RunnerChannels {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerChannels.class);
    private static final String JSON = "application/json";

    private final Supplier<Channels> channels;
    private final Supplier<String> serviceUri;
    private final Semaphore ofSessions;

    /**
     * @param channels of the node's trickle server
     * @param mostOfSessions at once
     */
    RunnerChannels(Supplier<Channels> channels, Supplier<String> serviceUri, int mostOfSessions) {
        this.channels = channels;
        this.serviceUri = serviceUri;
        this.ofSessions = new Semaphore(mostOfSessions);
    }

    void openEvents(Runner runner) {
        if (!(channels.get().create(runner.identity().events(), JSON) instanceof Creation.Created)) {
            LOG.warn("Live runner {} hears nothing of its sessions: no more channels can be made", runner.id());
        }
    }

    void closeEvents(Runner runner) {
        channels.get().remove(runner.identity().events());
    }

    /** As the runner is told of it. */
    RunnerChannel events(Runner runner) {
        var name = runner.identity().events().text();
        return new RunnerChannel("o2r", name, url(name), "", JSON);
    }

    /** Where nobody can be told, nobody listens. */
    void tell(Runner runner, SessionNews news) {
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

    /** @return false when there are too many, or somebody else has one of this name */
    boolean open(ChannelName name, String mediaType) {
        if (!ofSessions.tryAcquire()) {
            return false;
        }
        if (channels.get().create(name, mediaType) instanceof Creation.Created) {
            return true;
        }
        ofSessions.release();
        return false;
    }

    /** One that was opened, and is closed once. */
    void close(ChannelName name) {
        channels.get().remove(name);
        ofSessions.release();
    }

    /** As clients and the runner are told of it. */
    RunnerChannel described(String name, ChannelName channel, String mediaType) {
        return new RunnerChannel(name, channel.text(), url(channel.text()), url(channel.text()), mediaType);
    }

    private String url(String name) {
        return serviceUri.get() + TrickleServer.BASE + name;
    }
}
