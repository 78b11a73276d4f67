package io.headrace.media.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.KeyframeCompletion;
import io.headrace.media.cut.Cut;
import io.headrace.media.cut.CutRule;
import io.headrace.media.cut.Place;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.util.Optional;

/**
 * Cuts a live stream by the {@link CutRule} into segments that are handed on while they are made: each unit is whole
 * packets of a transport stream the moment it is added, and nothing waits for what comes behind it. A segment can be
 * decoded by itself: it begins with its tables and a keyframe, which is {@linkplain KeyframeCompletion completed} if its
 * parameter sets came earlier.
 *
 * <p>Sound stands between the pictures as it came. The tables announce it if any came since the last segment began; when
 * the first comes later, they are written once more in front of it. Sound before the first keyframe's time, or further
 * than a jump from the pictures, is dropped.
 *
 * <p>After a failure nothing more is handed on. For one thread; no clock but the stream's.
 */
public final class SegmentFlow {

    private final FlowLimits limits;
    private final Sink sink;
    private final CutRule rule;
    private final KeyframeCompletion completion = new KeyframeCompletion();
    private final TsMuxer muxer = new TsMuxer(TsStreams.ofPictures(VideoCodec.H264));
    private final TsBuffer packets = new TsBuffer(0);

    private TsStreams streams = TsStreams.ofPictures(VideoCodec.H264);
    /** Sound that came since the last segment began. */
    private Optional<SoundCodec> heard = Optional.empty();

    private Optional<Cut.Failure> failure = Optional.empty();
    private boolean open;
    private long bytes;
    private long pictures;

    public SegmentFlow(FlowLimits limits, Sink sink) {
        this.limits = limits;
        this.sink = sink;
        this.rule = new CutRule(limits.target(), limits.keyframeGap(), limits.jump());
    }

    /**
     * Takes the next unit; pictures in decoding order.
     *
     * @return why the stream cannot be cut; from then on at each call
     */
    public Optional<Cut.Failure> add(AccessUnit unit) {
        if (failure.isEmpty()) {
            switch (unit) {
                case Picture picture -> add(picture);
                case Sound sound -> add(sound);
            }
        }
        return failure;
    }

    /** The stream ended, or pauses: ends the open segment. What may follow begins with a keyframe. */
    public void finish() {
        rule.finish().ifPresent(this::end);
    }

    /** As {@link #finish}; what follows is another publisher's, and marked as a discontinuity. */
    public void restart() {
        rule.restart().ifPresent(this::end);
    }

    private void add(Picture picture) {
        boolean cuttable = picture.codec() == VideoCodec.H264 || picture.codec() == VideoCodec.HEVC;
        Picture whole = cuttable ? completion.complete(picture) : picture;
        put(whole, rule.place(whole));
    }

    private void put(Picture picture, Place place) {
        switch (place) {
            case Place.Begins begins -> {
                end(picture.presentation());
                begin(new Opening(picture.presentation(), begins.format(), begins.discontinuity()));
                write(picture);
            }
            case Place.Continues() -> write(picture);
            case Place.Outside() -> {}
            case Place.Jumps(var end, var then) -> {
                end.ifPresent(this::end);
                put(picture, then);
            }
            case Place.Unfit(var why) -> fail(why);
        }
    }

    private void begin(Opening opening) {
        var pictureStream = TsStreams.ofPictures(opening.format().codec());
        streams = heard.map(pictureStream::with).orElse(pictureStream);
        heard = Optional.empty();
        open = true;
        bytes = 0;
        pictures = 0;
        sink.begin(opening);
        muxer.begin(streams, packets);
    }

    private void write(Picture picture) {
        muxer.write(picture, packets);
        pictures++;
        handOn();
    }

    private void add(Sound sound) {
        if (limits.sound() == FlowLimits.Sound.NONE || sound.bytes().length() > TsMuxer.MAX_SOUND_BYTES) {
            return;
        }
        heard = Optional.of(sound.codec());
        if (!rule.takes(sound)) {
            return;
        }
        if (!streams.sound().equals(heard)) {
            streams = streams.with(sound.codec());
            muxer.begin(streams, packets);
        }
        muxer.write(sound, packets);
        handOn();
    }

    private void handOn() {
        bytes += packets.length();
        var run = packets.take();
        if (bytes > limits.segmentBytes()) {
            fail(new Cut.SegmentTooLarge(bytes, limits.segmentBytes()));
        } else {
            sink.bytes(run.asByteBuffer());
        }
    }

    private void fail(Cut.Failure why) {
        failure = Optional.of(why);
        finish();
    }

    private void end(MediaTime end) {
        if (open) {
            open = false;
            sink.end(new Closing(end, pictures));
        }
    }
}
