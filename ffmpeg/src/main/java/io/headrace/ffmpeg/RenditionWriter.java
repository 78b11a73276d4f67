package io.headrace.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_clone;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.headrace.media.FrameRate;
import io.headrace.media.Gop;
import io.headrace.media.MediaTime;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.RenditionSize;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.Preset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Encodes one rendition's pictures and wraps them, with the source's audio, as one segment. Used by one thread. It
 * begins with the first picture, which tells what the encoder must be told.
 */
final class RenditionWriter implements AutoCloseable {

    private static final Duration USUAL_KEYFRAMES = Duration.ofSeconds(10);
    /** How many frames a conversion may make of one: more is a broken clock, not a slow source. */
    private static final long RUNAWAY = 60;

    private final Profile profile;
    private final Plan plan;
    private final Encoders encoders;
    private final FrameClock clock;
    private final List<AVPacket> early = new ArrayList<>();
    private final AVPacket packet = av_packet_alloc();
    private Optional<Open> open = Optional.empty();
    private Optional<SoundCopy> sounds = Optional.empty();
    private Optional<AVFrame> shown = Optional.empty();
    private long pictures;
    private long encoded;
    private long nextIndex;
    private long nextKeyframe = Long.MIN_VALUE;
    private long end;
    private boolean finished;

    /** In software. */
    RenditionWriter(Profile profile, Plan plan) {
        this(profile, plan, new Encoders.Software());
    }

    RenditionWriter(Profile profile, Plan plan, Encoders encoders) {
        this.profile = profile;
        this.plan = plan;
        this.encoders = encoders;
        this.clock = new FrameClock(profile.frameRate());
    }

    /** A picture of this rendition's size; its time is in ticks. The reference stays the caller's. */
    void picture(AVFrame frame) throws LibavException, RefusedException {
        if (open.isEmpty()) {
            begin(frame);
        }
        pictures++;
        end = frame.pts() + frame.duration();
        if (profile.frameRate().passesThrough()) {
            encode(frame, frame.pts());
        } else {
            onGrid(frame);
        }
    }

    private void onGrid(AVFrame frame) throws LibavException, RefusedException {
        long index = clock.index(frame.pts());
        if (shown.isEmpty()) {
            nextIndex = index;
        }
        if (index < nextIndex) {
            return;
        }
        repeatUntil(index);
        encode(frame, clock.ticks(index));
        nextIndex = index + 1;
        shown.ifPresent(before -> av_frame_free(before));
        shown = Optional.of(av_frame_clone(frame));
    }

    private void repeatUntil(long index) throws LibavException, RefusedException {
        for (; nextIndex < index && shown.isPresent(); nextIndex++) {
            encode(shown.get(), clock.ticks(nextIndex));
        }
    }

    private void encode(AVFrame frame, long ticks) throws LibavException, RefusedException {
        if (encoded >= RUNAWAY * (pictures + 1)) {
            throw new RefusedException(new MediaRefusal.FramesRunaway(encoded));
        }
        var shell = av_frame_clone(frame);
        try {
            shell.pts(ticks);
            shell.pict_type(ticks >= nextKeyframe ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
            if (ticks >= nextKeyframe) {
                nextKeyframe = (nextKeyframe == Long.MIN_VALUE ? ticks : nextKeyframe) + keyframeDistance();
            }
            encoder().send(shell);
            encoded++;
        } finally {
            av_frame_free(shell);
        }
        writeEncoded();
    }

    private long keyframeDistance() {
        return switch (profile.gop()) {
            case Gop.EncoderDefault _ -> MediaTime.of(USUAL_KEYFRAMES).ticks();
            case Gop.IntraOnly _ -> 1;
            case Gop.Every(var distance) -> Math.max(1, MediaTime.of(distance).ticks());
        };
    }

    private void begin(AVFrame like) throws LibavException, RefusedException {
        var size = new RenditionSize(like.width(), like.height());
        var expected = profile.frameRate().passesThrough() ? plan.sourceRate() : profile.frameRate();
        var encoder = encoders.take(new EncoderOrder(profile, size, plan.preset(), expected), like);
        var output = Output.segment(profile.container());
        open = Optional.of(new Open(encoder, output, size));
        encoder.addTo(output);
        if (plan.audio().isPresent()) {
            var source = plan.audio().get();
            sounds = Optional.of(SoundCopy.into(output, source.parameters(), source.timeBase(), profile.container()));
        }
        output.begin();
        for (var waiting : early) {
            writeSound(waiting);
        }
        early.clear();
    }

    /** Takes the packet over. */
    void sound(AVPacket sound) throws LibavException {
        if (open.isEmpty()) {
            early.add(sound);
        } else {
            writeSound(sound);
        }
    }

    private void writeSound(AVPacket sound) throws LibavException {
        try {
            sounds.orElseThrow().write(sound, output());
        } finally {
            av_packet_free(sound);
        }
    }

    MediaReply.Output finish() throws LibavException, RefusedException {
        if (open.isEmpty()) {
            throw new LibavException("No picture reached " + profile);
        }
        if (!profile.frameRate().passesThrough()) {
            repeatUntil(clock.index(end));
        }
        encoder().drain();
        writeEncoded();
        var size = open.orElseThrow().size();
        var pixels = PixelCount.of(size.width(), size.height(), encoded);
        var segment = new RenditionSegment(profile, pixels, output().finishBytes());
        finished = true;
        return new MediaReply.Output(segment, size.width(), size.height(), encoded);
    }

    private void writeEncoded() throws LibavException {
        while (encoder().receive(packet)) {
            output().write(packet, 0, Libav.TICKS);
        }
    }

    private Encoder encoder() {
        return open.orElseThrow().encoder();
    }

    private Output output() {
        return open.orElseThrow().output();
    }

    @Override
    public void close() {
        open.ifPresent(it -> {
            if (finished) {
                encoders.giveBack(it.encoder());
            } else {
                it.encoder().close();
            }
            it.output().close();
        });
        sounds.ifPresent(SoundCopy::close);
        shown.ifPresent(frame -> av_frame_free(frame));
        early.forEach(sound -> av_packet_free(sound));
        av_packet_free(packet);
    }

    /** What all renditions of a segment have in common. */
    record Plan(Preset preset, FrameRate sourceRate, Optional<Sound> audio) {}

    /** The source's audio, which every rendition carries as it is. */
    record Sound(AVCodecParameters parameters, AVRational timeBase) {}

    private record Open(Encoder encoder, Output output, RenditionSize size) {}
}
