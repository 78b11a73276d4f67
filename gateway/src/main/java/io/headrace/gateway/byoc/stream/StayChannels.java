package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.flow.FlowChannels;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.util.Optional;

/**
 * Reads where an orchestrator opened a stream's channels: those that the job asks for, each where channels may be.
 *
 * @param asked what the job wants
 */
record StayChannels(JobParameters asked, ChannelRules rules) {

    /**
     * Blocks while names are looked up. What nobody asked for is passed over.
     *
     * @param service of the orchestrator
     * @param head of its answer
     * @throws UnreadableException when one is missing
     * @throws PeerException when one is where none may be
     */
    FlowChannels of(URI service, Headers head) throws UnreadableException, PeerException {
        var named = StreamChannels.decode(head::first);
        return new FlowChannels(
                channel(service, asked.videoIngress(), named.ingress(), "video to the application"),
                channel(service, asked.videoEgress(), named.egress(), "video from the application"),
                rules.at(service, ChannelPoint.open(named.control())),
                rules.at(service, ChannelPoint.open(named.events())),
                channel(service, asked.dataOutput(), named.data(), "data"),
                Optional.empty());
    }

    private Optional<ChannelPoint> channel(URI service, boolean wanted, Optional<String> url, String what)
            throws UnreadableException, PeerException {
        if (!wanted) {
            return Optional.empty();
        }
        if (url.isEmpty()) {
            throw new UnreadableException("no channel for " + what);
        }
        return Optional.of(rules.at(service, ChannelPoint.open(url.get())));
    }
}
