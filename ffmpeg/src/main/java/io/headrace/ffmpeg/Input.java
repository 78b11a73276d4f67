package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_VP9;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** An opened file or segment. Only the containers that are served are looked at, and no other file is followed from it. */
final class Input implements AutoCloseable {

    private static final Set<Integer> FILM_CODECS =
            Set.of(AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9);

    private static final String CONTAINERS = "mov,mp4,matroska,webm,mpegts,flv";

    private final AVFormatContext context;
    private final Optional<MemoryInput> memory;
    private final MediaLimits limits;
    private final Map<Integer, RenditionSize> told = new HashMap<>();

    private Input(AVFormatContext context, Optional<MemoryInput> memory, MediaLimits limits) {
        this.context = context;
        this.memory = memory;
        this.limits = limits;
    }

    static Input open(Path file, MediaLimits limits) throws RefusedException {
        return open(file, CONTAINERS, limits);
    }

    /** Of nothing but sound. */
    static Input wave(Path file, MediaLimits limits) throws RefusedException {
        return open(file, "wav", limits);
    }

    private static Input open(Path file, String containers, MediaLimits limits) throws RefusedException {
        var name = "file:" + file.toAbsolutePath();
        return open(avformat_alloc_context(), name, containers, Optional.empty(), limits);
    }

    static Input open(MediaBytes segment, MediaLimits limits) throws RefusedException {
        var memory = new MemoryInput(segment);
        var context = avformat_alloc_context();
        context.pb(memory.context());
        return open(context, "segment", CONTAINERS, Optional.of(memory), limits);
    }

    private static Input open(
            AVFormatContext context, String name, String containers, Optional<MemoryInput> memory, MediaLimits limits)
            throws RefusedException {
        try (var options = new Options().with("format_whitelist", containers).with("protocol_whitelist", "file")) {
            int opened = avformat_open_input(context, name, (AVInputFormat) null, options.dictionary());
            if (opened < 0) {
                memory.ifPresent(MemoryInput::close);
                throw new RefusedException(new MediaRefusal.InvalidVideo(Libav.text(opened)));
            }
        }
        var input = new Input(context, memory, limits);
        try {
            input.look();
            return input;
        } catch (RefusedException refused) {
            input.close();
            throw refused;
        }
    }

    private void look() throws RefusedException {
        for (int i = 0; i < Math.min(limits.streams(), context.nb_streams()); i++) {
            var parameters = context.streams(i).codecpar();
            told.put(i, new RenditionSize(parameters.width(), parameters.height()));
        }
        int found = avformat_find_stream_info(context, (PointerPointer<?>) null);
        if (found < 0) {
            throw new RefusedException(new MediaRefusal.InvalidVideo(Libav.text(found)));
        }
        if (context.nb_streams() > limits.streams()) {
            throw new RefusedException(new MediaRefusal.TooManyStreams(context.nb_streams(), limits.streams()));
        }
    }

    AVFormatContext context() {
        return context;
    }

    MediaLimits limits() {
        return limits;
    }

    /** The picture, when it is one that is taken. */
    AVStream video() throws RefusedException {
        var stream = best(AVMEDIA_TYPE_VIDEO)
                .orElseThrow(() -> new RefusedException(new MediaRefusal.InvalidVideo("it has no video stream")));
        var parameters = stream.codecpar();
        if (parameters.codec_id() != AV_CODEC_ID_H264 && parameters.codec_id() != AV_CODEC_ID_HEVC) {
            throw new RefusedException(new MediaRefusal.UnsupportedCodec(
                    avcodec_get_name(parameters.codec_id()).getString()));
        }
        if (parameters.width() > 0) {
            checkSize(parameters.width(), parameters.height());
        }
        return stream;
    }

    /** The picture of a film that is worked on whole, when it is one that is taken. */
    AVStream film() throws RefusedException {
        var stream = best(AVMEDIA_TYPE_VIDEO)
                .orElseThrow(() -> new RefusedException(new MediaRefusal.InvalidVideo("it has no video stream")));
        int codec = stream.codecpar().codec_id();
        if (!FILM_CODECS.contains(codec)) {
            throw new RefusedException(new MediaRefusal.InvalidVideo("its pictures are "
                    + avcodec_get_name(codec).getString() + "; H.264, HEVC, VP8 and VP9 are taken"));
        }
        var size = told(stream);
        checkSize(size.width(), size.height());
        return stream;
    }

    /**
     * How large the container says that a stream's pictures are, before any was looked at; what the pictures say where the
     * container does not.
     */
    RenditionSize told(AVStream stream) {
        var size = told.get(stream.index());
        return size == null || size.pixels() == 0
                ? new RenditionSize(stream.codecpar().width(), stream.codecpar().height())
                : size;
    }

    void checkSize(int width, int height) throws RefusedException {
        if (!limits.allows(width, height)) {
            throw new RefusedException(new MediaRefusal.TooManyPixels(width, height, limits.pixels()));
        }
    }

    Optional<AVStream> audio() {
        return best(AVMEDIA_TYPE_AUDIO).filter(Input::described);
    }

    /** Sound whose rate could not be found is noise. */
    private static boolean described(AVStream sound) {
        return sound.codecpar().sample_rate() > 0
                && sound.codecpar().ch_layout().nb_channels() > 0;
    }

    private Optional<AVStream> best(int type) {
        int index = av_find_best_stream(context, type, -1, -1, (AVCodec) null, 0);
        return index < 0 ? Optional.empty() : Optional.of(context.streams(index));
    }

    /** False at the end, and where nothing more can be read. */
    boolean read(AVPacket packet) {
        return av_read_frame(context, packet) >= 0;
    }

    @Override
    public void close() {
        avformat_close_input(context);
        memory.ifPresent(MemoryInput::close);
    }

    static AVDictionary none() {
        return new AVDictionary(null);
    }
}
