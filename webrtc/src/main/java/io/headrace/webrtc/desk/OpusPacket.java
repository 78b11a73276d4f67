package io.headrace.webrtc.desk;

import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;

/**
 * One packet of sound (RFC 6716), on the same clock as the stream's pictures.
 *
 * @param presentation when it is heard; Opus counts in 1/48000 s, which this clock holds exactly for each whole packet
 */
public record OpusPacket(MediaTime presentation, MediaBytes bytes) {}
