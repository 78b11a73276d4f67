package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.headrace.media.Container;
import io.headrace.media.MediaBytes;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;

/**
 * An honest worker that is not ours: another encoder or another scaling algorithm, and a clock that begins where it likes.
 *
 * @param encoder FFmpeg's name
 * @param algorithm one of libswscale's flags
 * @param delay added to every time, in ticks
 */
record OtherWorker(String encoder, int algorithm, long delay) {

    MediaBytes rendition(MediaBytes source, Profile profile) throws LibavException, RefusedException {
        try (var reader = PictureReader.open(source, MediaLimits.DEFAULT);
                var run = new Run(profile, reader.frameRate().numerator())) {
            reader.read(run::see);
            return run.finish();
        }
    }

    private final class Run implements AutoCloseable {
        private final Profile profile;
        private final int perSecond;
        private final Output output = Output.segment(Container.MPEG_TS);
        private final AVPacket packet = av_packet_alloc();
        private final AVCodecContext context = avcodec_alloc_context3(avcodec_find_encoder_by_name(encoder));
        private SwsContext scaler = new SwsContext(null);
        private Optional<Frames> pictures = Optional.empty();

        Run(Profile profile, int perSecond) throws LibavException {
            this.profile = profile;
            this.perSecond = perSecond;
        }

        boolean see(AVFrame frame) throws LibavException {
            var size = RenditionSize.of(profile, frame.width(), frame.height());
            if (pictures.isEmpty()) {
                begin(size);
            }
            var target = pictures.orElseThrow().free();
            scaler = sws_getCachedContext(
                    scaler,
                    frame.width(),
                    frame.height(),
                    frame.format(),
                    size.width(),
                    size.height(),
                    AV_PIX_FMT_YUV420P,
                    algorithm,
                    null,
                    null,
                    (DoublePointer) null);
            sws_scale(scaler, frame.data(), frame.linesize(), 0, frame.height(), target.data(), target.linesize());
            target.pts(frame.pts() + delay);
            Libav.check(avcodec_send_frame(context, target), "encoding");
            write();
            return true;
        }

        private void begin(RenditionSize size) throws LibavException {
            pictures = Optional.of(new Frames(size.width(), size.height(), AV_PIX_FMT_YUV420P));
            context.width(size.width()).height(size.height()).pix_fmt(AV_PIX_FMT_YUV420P);
            context.time_base(Libav.TICKS).framerate(av_make_q(perSecond, 1)).bit_rate(profile.bitrate());
            context.rc_max_rate(profile.bitrate()).rc_buffer_size(profile.bitrate());
            context.gop_size(600);
            context.thread_count(1);
            try (var options = new Options().with("preset", "veryfast").with("allow_skip_frames", "0")) {
                Libav.check(avcodec_open2(context, context.codec(), options.dictionary()), "opening " + encoder);
            }
            var parameters = avcodec_parameters_alloc();
            avcodec_parameters_from_context(parameters, context);
            output.add(parameters);
            avcodec_parameters_free(parameters);
            output.begin();
        }

        private void write() throws LibavException {
            while (avcodec_receive_packet(context, packet) >= 0) {
                output.write(packet, 0, Libav.TICKS);
            }
        }

        MediaBytes finish() throws LibavException {
            avcodec_send_frame(context, null);
            write();
            return output.finishBytes();
        }

        @Override
        public void close() {
            pictures.ifPresent(Frames::close);
            sws_freeContext(scaler);
            avcodec_free_context(context);
            av_packet_free(packet);
            output.close();
        }
    }
}
