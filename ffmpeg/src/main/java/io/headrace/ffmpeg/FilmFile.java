package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.headrace.media.CodecProfile;
import io.headrace.media.Container;
import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.MediaTime;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSize;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.Preset;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * A film that is being written: H.264 main profile in 8-bit 4:2:0, which everything plays, in an MP4 with its index at the
 * beginning, and sound beside it where there is some. A keyframe comes every two seconds. One thread.
 */
public final class FilmFile implements AutoCloseable {

    private static final int QUALITY = 20;
    private static final long KEYFRAME_TICKS = 2L * MediaTime.TICKS_PER_SECOND;

    /** What pictures may take at most: a quarter of a bit a pixel, within what a player can be expected to read. */
    private static final int PIXELS_PER_BIT = 4;

    private static final long LEAST_BITRATE = 1_000_000;
    private static final long MOST_BITRATE = 20_000_000;

    private final Output output;
    private final Encoder encoder;
    private final int pictures;
    private final int sounds;
    private final AVPacket packet = av_packet_alloc();
    private long lastKeyframe = Long.MIN_VALUE;
    private long lastTime;
    private long step;
    private long shown;

    private FilmFile(Output output, Encoder encoder, long step, Optional<AVCodecParameters> sound)
            throws LibavException {
        this.output = output;
        this.encoder = encoder;
        this.step = step;
        this.pictures = encoder.addTo(output);
        this.sounds = sound.isPresent() ? output.add(sound.get()) : -1;
        output.begin();
    }

    /**
     * @param like a picture as it will come, in 8-bit 4:2:0 and of even sides: its size, its colours and the shape of its pixels
     * @param expected frame rate, for the rate control; other times are kept all the same
     * @param sound of {@link AudioFeed}; empty for a silent film
     */
    public static FilmFile begin(Path file, AVFrame like, FrameRate expected, Optional<AVCodecParameters> sound)
            throws LibavException, RefusedException {
        var size = new RenditionSize(like.width(), like.height());
        var encoder = Encoder.open(profile(size, expected), size, Preset.VERYFAST, like, expected);
        Optional<Output> output = Optional.empty();
        try {
            output = Optional.of(Output.file(file));
            return new FilmFile(output.get(), encoder, step(expected), sound);
        } catch (LibavException failure) {
            encoder.close();
            output.ifPresent(Output::close);
            throw failure;
        }
    }

    private static Profile profile(RenditionSize size, FrameRate expected) {
        long bitrate = Math.clamp(
                size.pixels() * Math.max(1, expected.ceiling()) / PIXELS_PER_BIT, LEAST_BITRATE, MOST_BITRATE);
        return new Profile(
                "film",
                size.width(),
                size.height(),
                (int) bitrate,
                expected,
                Container.MP4,
                VideoCodec.H264,
                CodecProfile.H264_MAIN,
                new Gop.EncoderDefault(),
                QUALITY);
    }

    private static long step(FrameRate rate) {
        return Libav.step(av_make_q(rate.numerator(), rate.denominator()));
    }

    /** @param picture with its time in ticks, later than the one before; its type is changed */
    public void show(AVFrame picture) throws LibavException {
        boolean keyframe = shown == 0 || picture.pts() - lastKeyframe >= KEYFRAME_TICKS;
        lastKeyframe = keyframe ? picture.pts() : lastKeyframe;
        picture.pict_type(keyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        step = shown == 0 ? step : picture.pts() - lastTime;
        lastTime = picture.pts();
        encoder.send(picture);
        shown++;
        write();
    }

    /** Takes the packet's content; its times are in ticks. */
    public void hear(AVPacket sound) throws LibavException {
        output.write(sound, sounds, Libav.TICKS);
    }

    /** How many pictures it has so far. */
    public long shown() {
        return shown;
    }

    /** Nothing comes any more: the file is whole. */
    public void finish() throws LibavException {
        encoder.drain();
        write();
        output.finish();
    }

    /** The last picture is shown for as long as the one before it; of all others the next one's time decides. */
    private void write() throws LibavException {
        while (encoder.receive(packet)) {
            packet.duration(step);
            output.write(packet, pictures, Libav.TICKS);
        }
    }

    @Override
    public void close() {
        encoder.close();
        output.close();
        av_packet_free(packet);
    }
}
