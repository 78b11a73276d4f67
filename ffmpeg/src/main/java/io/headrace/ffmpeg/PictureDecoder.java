package io.headrace.ffmpeg;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Makes pictures of packets. After {@link #drain} it is ready for the next segment of its stream. */
interface PictureDecoder extends AutoCloseable {

    /** What cannot be decoded is passed over. */
    void decode(AVPacket packet, Decoder.Viewer viewer) throws LibavException, RefusedException;

    /** The last pictures; then it has forgotten the segment. */
    void drain(Decoder.Viewer viewer) throws LibavException, RefusedException;

    @Override
    void close();
}
