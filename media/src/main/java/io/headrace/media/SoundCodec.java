package io.headrace.media;

/** How sound is coded, as far as it is carried beside pictures. */
public enum SoundCodec {
    /** Each unit is one frame with its ADTS header (ISO/IEC 14496-3 section 1.A.2.2). */
    AAC,
    /** Each unit is one packet (RFC 6716 section 3). */
    OPUS
}
