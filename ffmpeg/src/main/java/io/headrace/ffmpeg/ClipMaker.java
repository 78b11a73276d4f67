package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.Gop;
import io.headrace.media.MediaTime;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.Preset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Makes clips to try things with: a texture that wanders, a square that counts, a tone. */
final class ClipMaker implements AutoCloseable {

    private static final int QUALITY = 23;

    private final ClipShape shape;
    private final LongUnaryOperator times;
    private final Output output;
    private final Encoder video;
    private final Optional<Tone> tone;
    private final Pattern pattern;
    private final AVPacket packet = av_packet_alloc();

    private ClipMaker(Path file, ClipShape shape, VideoCodec codec, LongUnaryOperator times)
            throws LibavException, RefusedException {
        this.shape = shape;
        this.times = times;
        this.pattern = new Pattern(shape.width(), shape.height());
        this.output = Output.file(file);
        var first = pattern.draw(0);
        try {
            this.video = Encoder.open(
                    profile(shape, codec),
                    new RenditionSize(shape.width(), shape.height()),
                    Preset.VERYFAST,
                    first,
                    shape.frameRate(),
                    shape.bFrames());
        } finally {
            av_frame_free(first);
        }
        video.addTo(output);
        this.tone = shape.audio() ? Optional.of(Tone.begin(output)) : Optional.empty();
        output.begin();
    }

    static MediaReply.ClipMade make(Path file, ClipShape shape) throws LibavException, RefusedException {
        var clock = new FrameClock(shape.frameRate());
        return make(file, shape, VideoCodec.H264, clock::ticks);
    }

    /** @param times when each frame is shown, in ticks: strictly rising */
    static MediaReply.ClipMade make(Path file, ClipShape shape, VideoCodec codec, LongUnaryOperator times)
            throws LibavException, RefusedException {
        try (var maker = new ClipMaker(file, shape, codec, times)) {
            maker.run();
        }
        return new MediaReply.ClipMade(file, shape.frames());
    }

    /** MP4 stands for headers apart from the stream, which all files but MPEG-TS want and MPEG-TS bears. */
    private static Profile profile(ClipShape shape, VideoCodec codec) {
        return new Profile(
                "clip",
                shape.width(),
                shape.height(),
                0,
                shape.frameRate(),
                Container.MP4,
                codec,
                CodecProfile.DEFAULT,
                new Gop.EncoderDefault(),
                QUALITY);
    }

    private void run() throws LibavException {
        for (long n = 0; n < shape.frames(); n++) {
            var frame = pattern.draw(n);
            try {
                frame.pts(times.applyAsLong(n));
                frame.pict_type(n % shape.gop() == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
                video.send(frame);
            } finally {
                av_frame_free(frame);
            }
            writeVideo();
            if (tone.isPresent()) {
                tone.get().until(times.applyAsLong(n + 1));
            }
        }
        video.drain();
        writeVideo();
        if (tone.isPresent()) {
            tone.get().finish();
        }
        output.finish();
    }

    private void writeVideo() throws LibavException {
        while (video.receive(packet)) {
            output.write(packet, 0, Libav.TICKS);
        }
    }

    /** Ticks of a second, for those who make clips of odd timing. */
    static long seconds(double seconds) {
        return Math.round(seconds * MediaTime.TICKS_PER_SECOND);
    }

    @Override
    public void close() {
        tone.ifPresent(Tone::close);
        video.close();
        output.close();
        pattern.close();
        av_packet_free(packet);
    }
}
