package io.headrace.gateway.realtime.pull;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.realtime.RealtimeStreams;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import java.net.URI;

/**
 * Fetches streams by RTMP from where they are; to the stream that is a publisher as every other. Any thread.
 *
 * @param rules from where streams may be fetched
 */
public record StreamPulls(RealtimeStreams streams, PullRules rules, StreamTools tools) {

    /**
     * Begins to fetch a stream. Blocks while the address's name is looked up.
     *
     * @param order of the stream, by somebody who may publish it
     */
    public void begin(RealtimeOrder order, URI address) throws PullRefused {
        var pull = new StreamPull(order.name(), rules.place(address), rules.tries(), tools);
        var who = "what is fetched from " + address.getHost();
        switch (streams.publish(order, new RealtimeStreams.Newcomer(who, () -> {}, pull::end))) {
            case RealtimeStreams.Seated(var seat) -> pull.begin(seat);
            case RealtimeStreams.Refused(var status, var sentence) -> throw new PullRefused(status, sentence);
        }
    }
}
