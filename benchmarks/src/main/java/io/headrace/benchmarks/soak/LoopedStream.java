package io.headrace.benchmarks.soak;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.MediaTime;
import java.util.Comparator;
import java.util.List;

/**
 * A short clip played over and over as one stream: its times go on from round to round, the first unit is decoded at
 * zero, and a round is as long as its pictures.
 *
 * @param units of one round, in the order of their decoding
 * @param roundTicks length of a round
 */
public record LoopedStream(List<AccessUnit> units, long roundTicks) {

    public LoopedStream {
        units = List.copyOf(units);
        if (units.isEmpty() || roundTicks < 1) {
            throw new IllegalArgumentException("A round of " + units.size() + " units and " + roundTicks + " ticks");
        }
    }

    /**
     * Of the units of a whole clip of constant frame rate that begins with a keyframe; sound that reaches out of the
     * pictures' time is left out.
     */
    public static LoopedStream of(List<AccessUnit> clip) {
        var pictures = clip.stream()
                .filter(Picture.class::isInstance)
                .map(Picture.class::cast)
                .toList();
        if (pictures.size() < 2 || !pictures.getFirst().keyframe()) {
            throw new IllegalArgumentException(
                    "A clip begins with a keyframe and has two pictures or more, not " + pictures.size() + " pictures");
        }
        long begins = pictures.getFirst().presentation().ticks();
        long last = pictures.stream()
                .mapToLong(each -> each.presentation().ticks())
                .max()
                .orElseThrow();
        long length = (last - begins) * pictures.size() / (pictures.size() - 1);
        long zero = pictures.getFirst().decoding().ticks();
        var units = clip.stream()
                .filter(unit -> unit instanceof Picture || heardWithin(unit, begins, begins + length))
                .map(unit -> later(unit, -zero))
                .sorted(Comparator.comparing(AccessUnit::decoding))
                .toList();
        return new LoopedStream(units, length);
    }

    private static boolean heardWithin(AccessUnit unit, long from, long to) {
        long at = unit.presentation().ticks();
        return at >= from && at < to;
    }

    /** The unit of that number, counted through all rounds. */
    public AccessUnit unit(long number) {
        return later(units.get((int) (number % units.size())), number / units.size() * roundTicks);
    }

    private static AccessUnit later(AccessUnit unit, long ticks) {
        return switch (unit) {
            case Picture picture ->
                new Picture(
                        picture.codec(),
                        later(picture.presentation(), ticks),
                        later(picture.decoding(), ticks),
                        picture.keyframe(),
                        picture.bytes());
            case Sound sound -> new Sound(sound.codec(), later(sound.presentation(), ticks), sound.bytes());
        };
    }

    private static MediaTime later(MediaTime time, long ticks) {
        return new MediaTime(time.ticks() + ticks);
    }

    /** Of the whole stream, sound included. */
    public double bitsPerSecond() {
        long bytes = units.stream().mapToLong(unit -> unit.bytes().length()).sum();
        return bytes * 8.0 * MediaTime.TICKS_PER_SECOND / roundTicks;
    }
}
