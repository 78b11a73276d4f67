package io.headrace.ffmpeg.frame;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.ffmpeg.Libav;
import io.headrace.ffmpeg.LibavException;
import io.headrace.media.AccessUnit;
import io.headrace.media.VideoCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Makes pictures of coded pictures as they come, on its caller's thread and with no delay of its own: a picture comes out
 * at once unless the stream itself reorders (B-frames).
 *
 * <pre>
 * decoder.take(coded);
 * while (decoder.advance()) {
 *     use(decoder.picture());
 * }
 * </pre>
 *
 * What cannot be decoded is passed over, as players do, until {@value #MAX_ERRORS_IN_A_ROW} in a row could not be.
 */
public final class LiveDecoder implements AutoCloseable {

    /** One lost packet of the network spoils a few pictures; a stream that is none spoils all. */
    public static final int MAX_ERRORS_IN_A_ROW = 10;

    /** Above every level that is told: a stranger's stream must not fill our log. */
    private static final int SILENT = 64;

    private final VideoCodec codec;
    private final AVCodecContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame picture = av_frame_alloc();
    private int errorsInARow;

    private LiveDecoder(VideoCodec codec, AVCodecContext context) {
        this.codec = codec;
        this.context = context;
    }

    /** @param maxPixels of one picture; larger ones count as damaged */
    public static LiveDecoder open(VideoCodec codec, long maxPixels) throws LibavException {
        var decoder = avcodec_find_decoder(id(codec));
        var context = avcodec_alloc_context3(decoder);
        context.pkt_timebase(Libav.TICKS);
        context.max_pixels(maxPixels);
        context.thread_count(1);
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
        context.log_level_offset(SILENT);
        int opened = avcodec_open2(context, decoder, (AVDictionary) null);
        if (opened < 0) {
            avcodec_free_context(context);
        }
        Libav.check(opened, "opening a decoder of " + codec);
        return new LiveDecoder(codec, context);
    }

    private static int id(VideoCodec codec) {
        return switch (codec) {
            case H264 -> AV_CODEC_ID_H264;
            case HEVC -> AV_CODEC_ID_HEVC;
            case VP8 -> AV_CODEC_ID_VP8;
            case VP9 -> AV_CODEC_ID_VP9;
        };
    }

    /**
     * The next coded picture, after all that came of the one before have been taken by {@link #advance}.
     *
     * @throws DamagedInputException when too many in a row could not be decoded
     */
    public void take(AccessUnit.Picture coded) throws LibavException {
        int size = coded.bytes().length();
        if (size == 0) {
            failed(coded, "it has no bytes");
            return;
        }
        Libav.check(av_new_packet(packet, size), "a packet of " + size + " bytes");
        packet.data().capacity(size).asBuffer().put(coded.bytes().asByteBuffer());
        packet.pts(coded.presentation().ticks());
        packet.dts(coded.decoding().ticks());
        packet.flags(coded.keyframe() ? AV_PKT_FLAG_KEY : 0);
        int sent = avcodec_send_packet(context, packet);
        av_packet_unref(packet);
        if (sent < 0) {
            failed(coded, Libav.text(sent));
        }
    }

    private void failed(AccessUnit.Picture coded, String why) throws DamagedInputException {
        errorsInARow++;
        if (errorsInARow >= MAX_ERRORS_IN_A_ROW) {
            throw new DamagedInputException(errorsInARow + " pictures of " + codec
                    + " in a row could not be decoded, the last at "
                    + coded.presentation().ticks() + " (1/90000 s, "
                    + coded.bytes().length() + " bytes): " + why + ". Send a stream of " + codec
                    + " with parameter sets in front of its keyframes.");
        }
    }

    /** No more will come; what is still inside comes by {@link #advance}. */
    public void drain() {
        avcodec_send_packet(context, null);
    }

    /** False when there is no further picture yet. */
    public boolean advance() {
        int received = avcodec_receive_frame(context, picture);
        while (received < 0 && received != AVERROR_EAGAIN() && received != AVERROR_EOF()) {
            received = avcodec_receive_frame(context, picture);
        }
        if (received >= 0) {
            errorsInARow = 0;
            picture.pts(picture.best_effort_timestamp());
        }
        return received >= 0;
    }

    /** The one that {@link #advance} found; its time is in ticks. It belongs to the decoder and is good until the next call. */
    public AVFrame picture() {
        return picture;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(picture);
        avcodec_free_context(context);
    }
}
