package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.request.MediaReply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * One rendition of one segment, on a thread of its own: scales each picture, hands it on to the renditions that are
 * scaled from it, then encodes it. The queue before it is short, so that a slow encoder holds the decoder back; a line
 * that has failed goes on emptying its queue, so that nobody waits for it.
 */
final class RenditionLine implements Callable<MediaReply.Output> {

    private static final int WAITING = 4;

    private final PictureScaler scaler;
    private final RenditionWriter writer;
    private final List<RenditionLine> smaller = new ArrayList<>();
    private final BlockingQueue<Letter> inbox = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean failed;

    RenditionLine(PictureScaler scaler, RenditionWriter writer) {
        this.scaler = scaler;
        this.writer = writer;
    }

    /** Before the line runs. */
    void feed(RenditionLine other) {
        smaller.add(other);
    }

    /** Shows a picture; the reference stays the caller's. */
    void picture(AVFrame frame) throws InterruptedException {
        inbox.put(new Picture(av_frame_clone(frame)));
    }

    void sound(AVPacket packet) throws InterruptedException {
        inbox.put(new Sound(av_packet_clone(packet)));
    }

    void end() throws InterruptedException {
        inbox.put(new End());
    }

    boolean failed() {
        return failed;
    }

    @Override
    public MediaReply.Output call() throws LibavException, RefusedException, InterruptedException {
        boolean ended = false;
        try (writer) {
            for (var letter = inbox.take(); !(letter instanceof End); letter = inbox.take()) {
                take(letter);
            }
            ended = true;
            endSmaller();
            return writer.finish();
        } finally {
            if (!ended) {
                failed = true;
                discardRest();
                endSmaller();
            }
        }
    }

    private void take(Letter letter) throws LibavException, RefusedException, InterruptedException {
        switch (letter) {
            case Picture(var source) -> {
                try {
                    scaled(source);
                } finally {
                    av_frame_free(source);
                }
            }
            case Sound(var packet) -> writer.sound(packet);
            case End _ -> throw new IllegalStateException("The end is no content");
        }
    }

    private void scaled(AVFrame source) throws LibavException, RefusedException, InterruptedException {
        var picture = scaler.scale(source);
        try {
            for (var line : smaller) {
                line.picture(picture);
            }
            writer.picture(picture);
        } finally {
            av_frame_free(picture);
        }
    }

    private void endSmaller() throws InterruptedException {
        for (var line : smaller) {
            line.end();
        }
    }

    private void discardRest() throws InterruptedException {
        for (var letter = inbox.take(); !(letter instanceof End); letter = inbox.take()) {
            switch (letter) {
                case Picture(var source) -> av_frame_free(source);
                case Sound(var packet) -> av_packet_free(packet);
                case End _ -> throw new IllegalStateException("The end is no content");
            }
        }
    }

    private sealed interface Letter {}

    private record Picture(AVFrame frame) implements Letter {}

    private record Sound(AVPacket packet) implements Letter {}

    private record End() implements Letter {}
}
