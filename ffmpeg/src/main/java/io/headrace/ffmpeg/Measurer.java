package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.headrace.media.MediaTime;
import io.headrace.media.request.Measurement;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaRequest.Measure;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Counts what is in a segment, and decodes it when that is asked. */
final class Measurer {

    /** {@code AV_FRAME_FLAG_KEY}, which the binding leaves out. */
    private static final int FRAME_IS_KEY = 1 << 1;

    private final Input input;
    private final AVStream video;
    private final Optional<AVStream> audio;
    private final Tally packets = new Tally();
    private final Tally frames = new Tally();
    private final Tally sounds = new Tally();
    private long bytes;
    private int width;
    private int height;
    private boolean sameSize = true;

    private Measurer(Input input) throws RefusedException {
        this.input = input;
        this.video = input.video();
        this.audio = input.audio();
        this.width = video.codecpar().width();
        this.height = video.codecpar().height();
    }

    static Measurement measure(Measure request, MediaLimits limits) throws LibavException, RefusedException {
        try (var input = Input.open(request.segment(), limits)) {
            var measurer = new Measurer(input);
            return switch (request.depth()) {
                case PACKETS -> {
                    measurer.read(_ -> {});
                    yield measurer.result(measurer.packets);
                }
                case FRAMES -> measurer.decodeAll(limits);
            };
        }
    }

    private Measurement decodeAll(MediaLimits limits) throws LibavException, RefusedException {
        try (var decoder = Decoder.open(video, (int) Math.min(Integer.MAX_VALUE, limits.pixels() * 9 / 8))) {
            read(packet -> decoder.decode(packet, this::see));
            decoder.drain(this::see);
        }
        return result(frames);
    }

    private void read(PacketReader reader) throws LibavException, RefusedException {
        var packet = av_packet_alloc();
        try {
            for (int count = 1; input.read(packet); count++) {
                if (count > input.limits().packets()) {
                    throw new RefusedException(
                            new MediaRefusal.TooManyPackets(input.limits().packets()));
                }
                take(packet, reader);
                av_packet_unref(packet);
            }
        } finally {
            av_packet_free(packet);
        }
    }

    private void take(AVPacket packet, PacketReader reader) throws LibavException, RefusedException {
        boolean key = (packet.flags() & AV_PKT_FLAG_KEY) != 0;
        if (packet.stream_index() == video.index()) {
            packets.add(packet.pts(), video, key);
            bytes += packet.size();
            reader.read(packet);
        } else if (audio.isPresent() && packet.stream_index() == audio.get().index()) {
            sounds.add(packet.pts(), audio.get(), key);
        }
    }

    private void see(AVFrame frame) throws RefusedException {
        input.checkSize(frame.width(), frame.height());
        if (frames.count == 0) {
            width = frame.width();
            height = frame.height();
        }
        sameSize &= frame.width() == width && frame.height() == height;
        frames.add(frame.best_effort_timestamp(), video, (frame.flags() & FRAME_IS_KEY) != 0);
    }

    private Measurement result(Tally pictures) throws RefusedException {
        if (pictures.count == 0) {
            throw new RefusedException(new MediaRefusal.InvalidVideo("it holds no picture that can be decoded"));
        }
        return new Measurement(
                avcodec_get_name(video.codecpar().codec_id()).getString(),
                width,
                height,
                pictures.count,
                pictures.keys,
                pictures.keyFirst,
                sameSize,
                new MediaTime(pictures.first),
                new MediaTime(pictures.last),
                CodecTag.of(video.codecpar()),
                bytes,
                sounds.count == 0 ? Optional.empty() : audio.map(this::sound));
    }

    private Measurement.Sound sound(AVStream stream) {
        return new Measurement.Sound(
                avcodec_get_name(stream.codecpar().codec_id()).getString(),
                sounds.count,
                new MediaTime(sounds.first),
                new MediaTime(sounds.last));
    }

    @FunctionalInterface
    private interface PacketReader {
        void read(AVPacket packet) throws LibavException, RefusedException;
    }

    private static final class Tally {
        private long count;
        private long keys;
        private boolean keyFirst;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        void add(long time, AVStream stream, boolean key) {
            keyFirst |= key && count == 0;
            count++;
            keys += key ? 1 : 0;
            long ticks = time == AV_NOPTS_VALUE ? 0 : Libav.ticks(time, stream.time_base());
            first = Math.min(first, ticks);
            last = Math.max(last, ticks);
        }
    }
}
