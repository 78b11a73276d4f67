package io.headrace.models.runner.session;

import io.headrace.tricklehttp.ChannelAddress;
import java.util.Optional;

/**
 * What a session is asked for.
 *
 * @param parameters a JSON object
 * @param requestId for logs
 * @param control where messages come from; existing peers may leave it out
 * @param events where the session tells how it fares; existing peers may leave it out
 * @param own what only nodes of ours name besides
 */
public record SessionPlan(
        String parameters,
        String requestId,
        ChannelAddress input,
        ChannelAddress output,
        Optional<ChannelAddress> control,
        Optional<ChannelAddress> events,
        Optional<Own> own) {

    /**
     * @param sound passed on from the one to the other
     * @param trace where the times of frames are told
     */
    public record Own(Optional<SoundPath> sound, Optional<ChannelAddress> trace) {}

    /** Sound beside the pictures, in channels of its own. */
    public record SoundPath(ChannelAddress input, ChannelAddress output) {}
}
