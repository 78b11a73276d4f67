package io.headrace.gateway.realtime.flow;

import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.SessionChannels;

/** Channels at a port where connections are taken and nothing is read. */
final class Deaf {

    private Deaf() {}

    static SessionChannels instead(SessionChannels channels, int port) {
        return new SessionChannels(
                at(channels.input(), port),
                at(channels.output(), port),
                at(channels.control(), port),
                at(channels.events(), port),
                channels.own());
    }

    private static ChannelPoint at(ChannelPoint point, int port) {
        return new ChannelPoint(point.url().replaceFirst(":[0-9]+/", ":" + port + "/"), point.token());
    }
}
