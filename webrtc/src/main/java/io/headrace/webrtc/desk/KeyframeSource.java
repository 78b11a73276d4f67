package io.headrace.webrtc.desk;

/** Who can make a keyframe. Any thread may ask, as often as it likes: requests that come too close are put together. */
@FunctionalInterface
public interface KeyframeSource {
    void keyframeWanted();
}
