package io.headrace.gateway.realtime.flow;

import io.headrace.trickle.TrickleException;

/** What a failure at one channel says about its session. */
final class ChannelFailure {

    private ChannelFailure() {}

    static Failing of(TrickleException failure) {
        return switch (failure.kind()) {
            case NO_SUCH_CHANNEL, CHANNEL_ENDED -> Failing.ENDED_BY_PEER;
            case REFUSED, SEGMENT_TAKEN -> Failing.REFUSED;
            case BROKEN_OFF -> Failing.BROKEN;
            case TOO_SLOW -> Failing.TOO_SLOW;
        };
    }

    static String sentence(String doing, TrickleException failure) {
        return doing + " failed: " + failure.getMessage();
    }
}
