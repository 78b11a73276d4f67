package io.headrace.gateway.realtime.flow;

import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.realtime.SessionChannels;
import java.util.Optional;

/**
 * The channels of one session, whatever kind of session it is: a model's has both of video, a container's those that its
 * client asked for.
 *
 * @param input of video to whoever computes
 * @param output of video from there
 * @param data lines of text from there
 * @param own what only nodes of ours have besides
 */
public record FlowChannels(
        Optional<ChannelPoint> input,
        Optional<ChannelPoint> output,
        ChannelPoint control,
        ChannelPoint events,
        Optional<ChannelPoint> data,
        Optional<SessionChannels.Own> own) {

    /** Of a live session. */
    public static FlowChannels of(SessionChannels channels) {
        return new FlowChannels(
                Optional.of(channels.input()),
                Optional.of(channels.output()),
                channels.control(),
                channels.events(),
                Optional.empty(),
                channels.own());
    }
}
