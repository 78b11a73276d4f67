package io.headrace.ffmpeg;

import io.headrace.media.RenditionSize;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Brings pictures to one size, wherever pictures lie. Used by one thread at a time. */
interface PictureScaler extends AutoCloseable {

    RenditionSize size();

    /** A new reference, owned by the caller: to the scaled picture, or to the source where there is nothing to do. */
    AVFrame scale(AVFrame source) throws LibavException;

    @Override
    void close();
}
