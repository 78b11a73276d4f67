package io.headrace.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** What a stream's head tells of its pictures beside their size: colours by libav's numbers, and the shape of a pixel. */
record PictureLook(int primaries, int transfer, int space, int range, int pixelWidth, int pixelHeight) {

    static PictureLook of(AVFrame picture) {
        return new PictureLook(
                picture.color_primaries(),
                picture.color_trc(),
                picture.colorspace(),
                picture.color_range(),
                picture.sample_aspect_ratio().num(),
                picture.sample_aspect_ratio().den());
    }
}
