package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;

import io.headrace.media.FrameRate;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRefusal;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Shows the pictures of one segment in order, with their times in ticks, until the viewer has seen enough. */
final class PictureReader implements AutoCloseable {

    private final Input input;
    private final AVStream video;
    private final Decoder decoder;
    private final Timeline timeline;
    private boolean wanted = true;

    private PictureReader(Input input, AVStream video) throws LibavException {
        long limit = input.limits().pixels();
        this.input = input;
        this.video = video;
        this.decoder = Decoder.open(video, (int) Math.min(Integer.MAX_VALUE, limit + limit / 8));
        this.timeline = new Timeline(video);
    }

    static PictureReader open(MediaBytes segment, MediaLimits limits) throws LibavException, RefusedException {
        var input = Input.open(segment, limits);
        try {
            return new PictureReader(input, input.video());
        } catch (LibavException | RefusedException failure) {
            input.close();
            throw failure;
        }
    }

    /** As the container tells it; passthrough when it does not. */
    FrameRate frameRate() {
        return Libav.frameRate(video.avg_frame_rate());
    }

    void read(Viewer viewer) throws LibavException, RefusedException {
        var packet = av_packet_alloc();
        try {
            for (int count = 1; wanted && input.read(packet); count++) {
                if (count > input.limits().packets()) {
                    throw new RefusedException(
                            new MediaRefusal.TooManyPackets(input.limits().packets()));
                }
                decode(packet, viewer);
                av_packet_unref(packet);
            }
            if (wanted) {
                decoder.drain(frame -> see(frame, viewer));
            }
        } finally {
            av_packet_free(packet);
        }
    }

    private void decode(AVPacket packet, Viewer viewer) throws LibavException, RefusedException {
        if (packet.stream_index() == video.index()) {
            decoder.decode(packet, frame -> see(frame, viewer));
        }
    }

    private void see(AVFrame frame, Viewer viewer) throws LibavException, RefusedException {
        input.checkSize(frame.width(), frame.height());
        PixelFormats.check(frame);
        timeline.place(frame);
        var span = MediaTime.duration(timeline.span());
        if (span.compareTo(input.limits().segment()) > 0) {
            throw new RefusedException(
                    new MediaRefusal.TooLong(span, input.limits().segment()));
        }
        wanted = wanted && viewer.see(frame);
    }

    @Override
    public void close() {
        decoder.close();
        input.close();
    }

    /** Sees each picture; keeps it, if at all, by a reference of its own. */
    @FunctionalInterface
    interface Viewer {
        /** @return whether it wants to see more */
        boolean see(AVFrame frame) throws LibavException, RefusedException;
    }
}
