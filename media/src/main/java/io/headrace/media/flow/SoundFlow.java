package io.headrace.media.flow;

import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import io.headrace.media.ts.TsBuffer;
import io.headrace.media.ts.TsMuxer;
import io.headrace.media.ts.TsStreams;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the sound of a live stream into segments of its own, handed on while they are made, on the clock of the pictures:
 * sound before them is dropped. A segment ends
 *
 * <ul>
 *   <li>with the first unit at least {@code target} later, or that would make it too large;
 *   <li>with a unit of another codec, or whose time jumps; the segment it begins is marked as a discontinuity;
 *   <li>when the pictures begin anew, and at {@link #finish}, one unit's length behind its last.
 * </ul>
 *
 * <p>For one thread; no clock but the stream's.
 */
public final class SoundFlow {

    /** Of a unit after which no other came: 20 ms. */
    private static final long DEFAULT_UNIT_TICKS = 1_800;

    private final FlowLimits limits;
    private final SoundSink sink;
    private final long targetTicks;
    private final long jumpTicks;
    private final TsMuxer muxer = new TsMuxer(TsStreams.ofSound(SoundCodec.OPUS));
    private final TsBuffer packets = new TsBuffer(0);

    private Optional<MediaTime> beginning = Optional.empty();
    private @Nullable Segment open;
    private long unitTicks = DEFAULT_UNIT_TICKS;
    private boolean discontinuity;

    private record Segment(MediaTime start, SoundCodec codec, MediaTime last, long bytes) {

        Segment with(MediaTime time, long more) {
            return new Segment(start, codec, time, bytes + more);
        }
    }

    public SoundFlow(FlowLimits limits, SoundSink sink) {
        this.limits = limits;
        this.sink = sink;
        targetTicks = MediaTime.of(limits.target()).ticks();
        jumpTicks = MediaTime.of(limits.jump()).ticks();
    }

    /** The pictures begin at that time, or begin anew there after a jump. */
    public void begin(MediaTime pictures) {
        finish();
        discontinuity |= beginning.isPresent();
        beginning = Optional.of(pictures);
    }

    /** Takes the next unit. */
    public void add(Sound sound) {
        boolean withPictures = beginning
                .filter(begun -> sound.presentation().compareTo(begun) >= 0)
                .isPresent();
        if (!withPictures || sound.bytes().length() > TsMuxer.MAX_SOUND_BYTES) {
            return;
        }
        if (open != null) {
            follow(open, sound);
        }
        if (open == null) {
            open = begin(sound);
        }
        muxer.write(sound, packets);
        open = open.with(sound.presentation(), packets.length());
        sink.bytes(packets.take().asByteBuffer());
    }

    /** The stream ended, or pauses: ends the open segment. */
    public void finish() {
        if (open != null) {
            end(new MediaTime(open.last().ticks() + unitTicks));
        }
    }

    /** Ends the open segment if the unit does not belong to it. */
    private void follow(Segment segment, Sound sound) {
        MediaTime time = sound.presentation();
        long step = time.ticks() - segment.last().ticks();
        boolean jumps = step < 0 || step > jumpTicks;
        discontinuity |= jumps || sound.codec() != segment.codec();
        if (jumps) {
            finish();
            return;
        }
        unitTicks = step > 0 ? step : unitTicks;
        long more = TsBuffer.bytesFor(sound.bytes().length());
        if (sound.codec() != segment.codec()
                || time.ticks() - segment.start().ticks() >= targetTicks
                || segment.bytes() + more > limits.segmentBytes()) {
            end(time);
        }
    }

    private Segment begin(Sound sound) {
        sink.begin(new SoundOpening(sound.presentation(), sound.codec(), discontinuity));
        discontinuity = false;
        muxer.begin(TsStreams.ofSound(sound.codec()), packets);
        return new Segment(sound.presentation(), sound.codec(), sound.presentation(), 0);
    }

    private void end(MediaTime end) {
        open = null;
        sink.end(new Closing(end, 0));
    }
}
