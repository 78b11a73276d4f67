package io.headrace.orchestrator.runner.session;

import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.Creation;
import io.headrace.tricklehttp.TrickleServer;
import io.headrace.wire.runner.RunnerChannel;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The trickle channels of all sessions, beside those of live streams and on the same server. Any thread; nobody waits. */
public final class SessionChannels {

    private final Supplier<Channels> channels;
    private final Supplier<String> serviceUri;
    private final Semaphore free;

    /**
     * @param channels of the node's trickle server
     * @param most at once
     */
    public SessionChannels(Supplier<Channels> channels, Supplier<String> serviceUri, int most) {
        this.channels = channels;
        this.serviceUri = serviceUri;
        this.free = new Semaphore(most);
    }

    /** @return false when there are too many, or somebody else has one of this name */
    boolean open(ChannelName name, String mediaType) {
        if (!free.tryAcquire()) {
            return false;
        }
        if (channels.get().create(name, mediaType) instanceof Creation.Created) {
            return true;
        }
        free.release();
        return false;
    }

    /** One that was opened, and is closed once. */
    void close(ChannelName name) {
        channels.get().remove(name);
        free.release();
    }

    /** As clients and the runner are told of it. */
    RunnerChannel described(String name, ChannelName channel, String mediaType) {
        var url = serviceUri.get() + TrickleServer.BASE + channel.text();
        return new RunnerChannel(name, channel.text(), url, url, mediaType);
    }
}
