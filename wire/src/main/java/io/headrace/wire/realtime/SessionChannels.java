package io.headrace.wire.realtime;

import java.util.Optional;

/**
 * The channels of a live session. Input and output are the video's: whoever computes reads the input and writes the
 * output, whoever asked for it does the reverse.
 *
 * @param own what only nodes of ours have besides
 */
public record SessionChannels(
        ChannelPoint input, ChannelPoint output, ChannelPoint control, ChannelPoint events, Optional<Own> own) {

    /**
     * @param soundInput Opus in MPEG-TS, on the video's clock
     * @param soundOutput the same, as the pipeline leaves it
     * @param trace times of frames, see {@link FrameTrace}
     */
    public record Own(ChannelPoint soundInput, ChannelPoint soundOutput, ChannelPoint trace) {}
}
