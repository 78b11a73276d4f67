package io.headrace.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Which pool on a graphics card a picture is from. Two are the same while somebody holds a reference to the pool; that is
 * whoever keeps this.
 */
record FramePool(long address) {

    static FramePool of(AVFrame picture) throws LibavException {
        var frames = picture.hw_frames_ctx();
        if (frames == null) {
            throw new LibavException("A picture of " + PixelFormats.name(picture.format()) + " lies on no device");
        }
        return new FramePool(frames.data().address());
    }
}
