package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaTime;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest.Transcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One segment's way from bytes to renditions: reads packets, decodes pictures, shows them to the renditions. */
final class SegmentRun {

    private static final FrameRate USUAL_RATE = FrameRate.of(30);

    private final Input input;
    private final AVStream video;
    private final Optional<AVStream> audio;
    private final PictureDecoder decoder;
    private final Transcode request;
    private final Bench bench;
    private final ExecutorService threads;
    private final Timeline timeline;
    private final List<AVPacket> earlySound = new ArrayList<>();
    private Optional<Renditions> renditions = Optional.empty();
    private int packets;
    private boolean keyframeSeen;
    private long decoded;

    SegmentRun(
            Input input,
            AVStream video,
            PictureDecoder decoder,
            Transcode request,
            Bench bench,
            ExecutorService threads) {
        this.input = input;
        this.video = video;
        this.audio = input.audio();
        this.decoder = decoder;
        this.request = request;
        this.bench = bench;
        this.threads = threads;
        this.timeline = new Timeline(video);
    }

    MediaReply.Transcoded run() throws LibavException, RefusedException, InterruptedException {
        var outputs = Optional.<List<MediaReply.Output>>empty();
        try {
            readAll();
            if (!stopped()) {
                decoder.drain(this::see);
            }
        } finally {
            earlySound.forEach(packet -> av_packet_free(packet));
            if (renditions.isPresent()) {
                outputs = Optional.of(renditions.get().finish());
            }
        }
        return new MediaReply.Transcoded(outputs.orElseThrow(() -> new RefusedException(nothing())), decoded);
    }

    private MediaRefusal nothing() {
        return keyframeSeen || packets == 0
                ? new MediaRefusal.InvalidVideo("none of its " + packets + " packets could be decoded")
                : new MediaRefusal.NoKeyframes(packets);
    }

    private void readAll() throws LibavException, RefusedException, InterruptedException {
        var packet = av_packet_alloc();
        try {
            while (!stopped() && input.read(packet)) {
                take(packet);
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
    }

    private boolean stopped() {
        return renditions.map(Renditions::anyFailed).orElse(false);
    }

    private void take(AVPacket packet) throws LibavException, RefusedException, InterruptedException {
        if (++packets > input.limits().packets()) {
            throw new RefusedException(
                    new MediaRefusal.TooManyPackets(input.limits().packets()));
        }
        if (packet.stream_index() == video.index()) {
            keyframeSeen |= (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            decoder.decode(packet, this::see);
        } else if (audio.isPresent() && packet.stream_index() == audio.get().index()) {
            if (renditions.isPresent()) {
                renditions.get().sound(packet);
            } else {
                earlySound.add(av_packet_clone(packet));
            }
        }
    }

    private void see(AVFrame frame) throws LibavException, RefusedException {
        input.checkSize(frame.width(), frame.height());
        PixelFormats.check(frame);
        timeline.place(frame);
        checkSpan(input.limits());
        decoded++;
        try {
            if (renditions.isEmpty()) {
                begin(frame);
            }
            renditions.get().picture(frame);
        } catch (InterruptedException e) {
            throw new LibavException("Interrupted while renditions were busy");
        }
    }

    private void checkSpan(MediaLimits limits) throws RefusedException {
        var span = MediaTime.duration(timeline.span());
        if (span.compareTo(limits.segment()) > 0) {
            throw new RefusedException(new MediaRefusal.TooLong(span, limits.segment()));
        }
    }

    private void begin(AVFrame frame) throws InterruptedException {
        var rate = Libav.frameRate(video.avg_frame_rate());
        var plan = new RenditionWriter.Plan(
                request.preset(),
                rate.passesThrough() ? USUAL_RATE : rate,
                audio.map(stream -> new RenditionWriter.Sound(stream.codecpar(), stream.time_base())));
        var started = Renditions.start(
                request.ladder(),
                bench.scalers(request.ladder(), frame.width(), frame.height()),
                plan,
                bench.encoders(),
                frame.width(),
                frame.height(),
                threads);
        renditions = Optional.of(started);
        for (var packet : earlySound) {
            started.sound(packet);
        }
    }
}
