package io.headrace.webrtc.desk;

import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;

/**
 * One packet of sound (RFC 6716), on the same clock as the stream's pictures.
 *
 * @param presentation when it is heard; where a publisher records sound a little too fast or too slowly, packets are a little nearer
 *     to each other or farther apart than they are long
 */
public record OpusPacket(MediaTime presentation, MediaBytes bytes) {}
