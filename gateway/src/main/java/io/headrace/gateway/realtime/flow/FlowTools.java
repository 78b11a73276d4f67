package io.headrace.gateway.realtime.flow;

import io.headrace.machine.Host;
import io.headrace.machine.NanoTicker;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.tricklehttp.ChannelAddress;
import io.headrace.tricklehttp.ChannelCalls;
import io.headrace.tricklehttp.ClientPatience;
import io.headrace.tricklehttp.HttpPublisher;
import io.headrace.tricklehttp.HttpSubscriber;
import io.headrace.tricklehttp.Pause;
import io.headrace.wire.realtime.ChannelPoint;
import java.net.URI;
import java.time.Duration;

/**
 * What streams share.
 *
 * @param host keeps the timers, and runs the listener's thread
 * @param ticker the clock of all that is measured
 * @param pause between two tries
 */
public record FlowTools(HttpClient http, Host host, NanoTicker ticker, Pause pause) {

    /** A live stream cannot wait: what fails twice within a tenth of a second has failed. */
    private static final ClientPatience PATIENCE = new ClientPatience(
            ClientPatience.DEFAULT.preconnect(),
            ClientPatience.DEFAULT.segment(),
            ClientPatience.DEFAULT.silence(),
            Duration.ofSeconds(2),
            Duration.ofMillis(100),
            2);

    HttpPublisher publisher(ChannelPoint channel, String mediaType) {
        return HttpPublisher.start(calls(channel), mediaType, pause);
    }

    HttpSubscriber subscriber(ChannelPoint channel) {
        return new HttpSubscriber(calls(channel), 0, pause);
    }

    /** Existing servers speak HTTP/1.1 alone. */
    private ChannelCalls calls(ChannelPoint channel) {
        var address = new ChannelAddress(URI.create(channel.url()), channel.token());
        return new ChannelCalls(http, address, PATIENCE, HttpCall.Version.HTTP_1_1);
    }
}
