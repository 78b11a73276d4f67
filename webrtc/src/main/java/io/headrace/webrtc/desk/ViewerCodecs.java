package io.headrace.webrtc.desk;

import io.headrace.media.VideoCodec;
import java.util.Set;

/**
 * What a viewer can show, by its offer.
 *
 * @param video codecs that it offers to receive
 * @param profiles of H.264 that it names, as {@code profile_idc}
 */
public record ViewerCodecs(Set<VideoCodec> video, Set<Integer> profiles) {

    public ViewerCodecs {
        video = Set.copyOf(video);
        profiles = Set.copyOf(profiles);
    }
}
