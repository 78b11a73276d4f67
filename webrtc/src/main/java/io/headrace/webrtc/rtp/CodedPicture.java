package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;

/**
 * One picture as it came in packets.
 *
 * @param timestamp 32 bits at 90 kHz, from wherever its sender began to count
 * @param bytes of H.264 NAL units with start codes (Annex B), of VP8 the frame
 * @param keyframe whether decoding can begin here
 */
public record CodedPicture(int timestamp, MediaBytes bytes, boolean keyframe) {}
