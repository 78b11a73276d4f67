package io.headrace.models.frame;

import io.headrace.ffmpeg.LibavException;
import io.headrace.media.AccessUnit.Picture;
import java.util.List;

/** Pictures that really can be decoded, for tests of other packages. */
public final class CodedPictures {

    private CodedPictures() {}

    /** Thirty a second with a keyframe each second, in decoding order. */
    public static List<Picture> of(int width, int height, int bFrames, int count) throws LibavException {
        return TestStream.of(width, height).withBFrames(bFrames).pictures(count);
    }
}
