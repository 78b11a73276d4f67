package io.headrace.media.cut;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;

/**
 * Makes the times of a publisher who returned go on behind those it had before, whatever its own clock says. The first
 * publisher's times pass unchanged. The first unit after {@link #restart} comes {@link #PAUSE_TICKS} behind the last
 * time seen, so that sound or pictures a little earlier than that unit are behind it too.
 *
 * <p>For one thread.
 */
public final class StreamClock {

    /** 0.25 s. */
    public static final int PAUSE_TICKS = MediaTime.TICKS_PER_SECOND / 4;

    private long offset;
    private long last = Long.MIN_VALUE;
    private boolean restarted;

    public StreamClock() {}

    /** Of a stream that stands at {@code last}, whose next unit is another publisher's. */
    public static StreamClock continuing(MediaTime last) {
        var clock = new StreamClock();
        clock.last = last.ticks();
        clock.restarted = true;
        return clock;
    }

    /** The next unit is another publisher's. */
    public void restart() {
        restarted = last != Long.MIN_VALUE;
    }

    /** The unit with its times on the stream's clock. */
    public AccessUnit rebase(AccessUnit unit) {
        if (restarted) {
            restarted = false;
            offset = last + PAUSE_TICKS - unit.decoding().ticks();
        }
        AccessUnit rebased = switch (unit) {
            case Picture picture ->
                new Picture(
                        picture.codec(),
                        moved(picture.presentation()),
                        moved(picture.decoding()),
                        picture.keyframe(),
                        picture.bytes());
            case Sound sound -> new Sound(sound.codec(), moved(sound.presentation()), sound.bytes());
        };
        last = Math.max(
                last,
                Math.max(rebased.presentation().ticks(), rebased.decoding().ticks()));
        return rebased;
    }

    private MediaTime moved(MediaTime time) {
        return new MediaTime(time.ticks() + offset);
    }
}
