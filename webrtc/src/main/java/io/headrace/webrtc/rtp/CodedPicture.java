package io.headrace.webrtc.rtp;

import io.headrace.media.MediaBytes;

/**
 * One picture of H.264 as it came in packets.
 *
 * @param timestamp 32 bits at 90 kHz, from wherever its sender began to count
 * @param bytes NAL units with start codes (Annex B)
 * @param keyframe whether decoding can begin here: it holds an IDR picture
 */
public record CodedPicture(int timestamp, MediaBytes bytes, boolean keyframe) {}
