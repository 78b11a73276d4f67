package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A film of a stranger's that is worked on picture by picture, its sound passed by: H.264, HEVC, VP8 or VP9, of any bit depth and
 * layout, in MP4, MOV, Matroska or WebM. Pictures come in the order in which they are shown, with times in ticks that rise; what
 * cannot be decoded is left out. All have the size that the file states, so that what a film costs can be told from its head. One
 * thread.
 *
 * <pre>
 * while (film.advance()) {
 *     use(film.picture());
 *     film.pour(sounds);
 * }
 * film.pour(sounds);
 * </pre>
 */
public final class FilmInput implements AutoCloseable {

    private static final long MICROS_TO_NANOS = 1_000_000_000L / AV_TIME_BASE;

    private final Input input;
    private final AVStream video;
    private final RenditionSize size;
    private final Decoder decoder;
    private final Timeline timeline;
    private final Optional<AVStream> sounding;
    private final Optional<AudioFeed> feed;
    private final Deque<AVPacket> sounds = new ArrayDeque<>();
    private final AVPacket packet = av_packet_alloc();
    private boolean ended;

    private FilmInput(Input input) throws LibavException, RefusedException {
        this.input = input;
        this.video = input.film();
        this.size = input.told(video);
        checkDuration(Duration.ofNanos(Math.max(0, input.context().duration()) * MICROS_TO_NANOS));
        this.timeline = new Timeline(video);
        this.sounding = input.audio();
        this.feed = sounding.isPresent() ? Optional.of(AudioFeed.of(sounding.get())) : Optional.empty();
        this.decoder = Decoder.open(
                video, (int) Math.min(Integer.MAX_VALUE, 2 * input.limits().pixels()));
    }

    /**
     * @param limits of which those of pixels, streams and the segment's duration count
     * @throws RefusedException when it is none that is taken
     */
    public static FilmInput open(MediaBytes film, MediaLimits limits) throws LibavException, RefusedException {
        var input = Input.open(film, limits);
        try {
            return new FilmInput(input);
        } catch (LibavException | RefusedException failure) {
            input.close();
            throw failure;
        }
    }

    public int width() {
        return size.width();
    }

    public int height() {
        return size.height();
    }

    /** On average, as the container tells it; passthrough when it does not. */
    public FrameRate rate() {
        return Libav.frameRate(video.avg_frame_rate());
    }

    /** How many pictures the container says that it has; 0 when it does not say. */
    public long frames() {
        return Math.max(0, video.nb_frames());
    }

    /** Of the sound as {@link #pour} gives it; empty for a silent film. */
    public Optional<AVCodecParameters> sound() {
        return feed.map(AudioFeed::parameters);
    }

    /**
     * Goes on to the next picture; false at the end.
     *
     * @throws RefusedException when it has another size than the file states, or comes after the longest time that is taken
     */
    public boolean advance() throws LibavException, RefusedException {
        while (!decoder.next()) {
            if (ended) {
                return false;
            }
            read();
        }
        check(decoder.frame());
        timeline.place(decoder.frame());
        checkDuration(MediaTime.duration(timeline.span()));
        return true;
    }

    private void read() throws LibavException {
        if (!input.read(packet)) {
            ended = true;
            decoder.send(null);
            if (feed.isPresent()) {
                feed.get().finish(sounds::add);
            }
            return;
        }
        if (packet.stream_index() == video.index()) {
            decoder.send(packet);
        } else if (sounding.isPresent()
                && packet.stream_index() == sounding.get().index()) {
            feed.orElseThrow().take(packet, sounds::add);
        }
        av_packet_unref(packet);
    }

    private void check(AVFrame picture) throws RefusedException {
        input.checkSize(picture.width(), picture.height());
        if (picture.width() != size.width() || picture.height() != size.height()) {
            throw new RefusedException(new MediaRefusal.InvalidVideo("a picture of " + picture.width() + "x"
                    + picture.height() + " is in it, and the file says that all have " + size.width() + "x"
                    + size.height()));
        }
    }

    private void checkDuration(Duration duration) throws RefusedException {
        if (duration.compareTo(input.limits().segment()) > 0) {
            throw new RefusedException(
                    new MediaRefusal.TooLong(duration, input.limits().segment()));
        }
    }

    /** The one that {@link #advance} found; its time is in ticks. Good until the next call. */
    public AVFrame picture() {
        return decoder.frame();
    }

    /** Gives the sound that was met so far to the film, which takes its content. */
    public void pour(FilmFile film) throws LibavException {
        while (!sounds.isEmpty()) {
            var sound = sounds.removeFirst();
            try {
                film.hear(sound);
            } finally {
                av_packet_free(sound);
            }
        }
    }

    @Override
    public void close() {
        sounds.forEach(sound -> av_packet_free(sound));
        av_packet_free(packet);
        decoder.close();
        feed.ifPresent(AudioFeed::close);
        input.close();
    }
}
