package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes a picture of a file of PNG or JPEG; nothing is decoded that has more pixels than are taken. */
final class StillDecoder {

    private static final int PNG = 0x89504e47;
    private static final int JPEG = 0xffd8;

    private StillDecoder() {}

    /** @return the caller's to free */
    static AVFrame decode(byte[] file, String name, MediaLimits limits) throws LibavException, RefusedException {
        var codec = avcodec_find_decoder(codec(file, name));
        var context = avcodec_alloc_context3(codec);
        var packet = av_packet_alloc();
        var picture = av_frame_alloc();
        boolean decoded = false;
        try {
            context.max_pixels(limits.pixels());
            context.thread_count(1);
            Libav.check(avcodec_open2(context, codec, (AVDictionary) null), "opening the decoder of " + name);
            Libav.check(av_new_packet(packet, file.length), "a packet of " + file.length + " bytes");
            packet.data().put(file, 0, file.length);
            decoded = avcodec_send_packet(context, packet) >= 0
                    && avcodec_send_packet(context, null) >= 0
                    && avcodec_receive_frame(context, picture) >= 0;
            if (!decoded) {
                throw refused("the picture " + name + " is damaged, or has more than " + limits.pixels() + " pixels");
            }
            return picture;
        } finally {
            if (!decoded) {
                av_frame_free(picture);
            }
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }

    private static int codec(byte[] file, String name) throws RefusedException {
        int head = file.length < Integer.BYTES
                ? 0
                : (file[0] & 0xff) << 24 | (file[1] & 0xff) << 16 | (file[2] & 0xff) << 8 | (file[3] & 0xff);
        if (head == PNG) {
            return AV_CODEC_ID_PNG;
        }
        if (head >>> 16 == JPEG) {
            return AV_CODEC_ID_MJPEG;
        }
        throw refused("the picture " + name + " is no PNG or JPEG");
    }

    static RefusedException refused(String detail) {
        return new RefusedException(new MediaRefusal.InvalidVideo(detail));
    }
}
