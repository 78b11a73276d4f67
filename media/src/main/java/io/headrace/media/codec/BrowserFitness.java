package io.headrace.media.codec;

import io.headrace.media.codec.PictureCoding.Order;
import java.util.Set;

/**
 * Whether a stream may go to a browser by WebRTC as it is.
 *
 * <pre>
 * profile                      fit
 * Baseline, Main, High         always: what decodes one decodes the others, also where an offer does not name High
 * others (4:2:2, 4:4:4, 10 bit)  when the offer names them
 * order of pictures
 * as they come                 yes: browsers show them in no other
 * reordered (B-frames)         no: most are never shown
 * unsaid                       until the first B-frame comes
 * </pre>
 */
public sealed interface BrowserFitness {

    /** Profiles that need no naming. */
    Set<Integer> COMMON_PROFILES = Set.of(66, 77, 100);

    record Fit() implements BrowserFitness {}

    /**
     * @param sentence why not, and what to do
     */
    record Unfit(String sentence) implements BrowserFitness {}

    /**
     * @param offered profiles of H.264 that the browser's offer names, as {@code profile_idc}
     */
    static BrowserFitness of(PictureCoding coding, Set<Integer> offered) {
        return switch (coding) {
            case PictureCoding.Unreadable(var why) -> new Unfit(why);
            case PictureCoding.Other(var codec) ->
                new Unfit("Browsers are sent H.264, and these pictures are in " + codec
                        + ". Publish H.264 in Constrained Baseline.");
            case PictureCoding.Avc(var _, var order)
            when order == Order.REORDERED ->
                new Unfit(
                        "The stream has B-frames, of which browsers show few by WebRTC. Turn them off at the encoder.");
            case PictureCoding.Avc(var profile, var _)
            when !COMMON_PROFILES.contains(profile) && !offered.contains(profile) ->
                new Unfit("The stream is H.264 of profile " + profile + ", which the offer does not name."
                        + " Set the encoder's profile to Constrained Baseline.");
            case PictureCoding.Avc _ -> new Fit();
        };
    }
}
