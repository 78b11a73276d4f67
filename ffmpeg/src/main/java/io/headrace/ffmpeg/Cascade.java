package io.headrace.ffmpeg;

import io.headrace.media.RenditionSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which rendition is scaled from which: each from the smallest one that is at least as large in both dimensions and of the
 * same shape, else from the source. Scaling 240p from 360p instead of from 1080p saves an eighth of the whole job.
 */
final class Cascade {

    private static final double SAME_SHAPE = 0.02;

    private Cascade() {}

    /** @return for each size the index of the one it is scaled from; empty for the source */
    static List<OptionalInt> parents(List<RenditionSize> sizes, int sourceWidth, int sourceHeight) {
        var order = IntStream.range(0, sizes.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> -sizes.get(i).pixels()))
                .toList();
        var parents = new ArrayList<OptionalInt>(
                sizes.stream().map(_ -> OptionalInt.empty()).toList());
        for (int place = 1; place < order.size(); place++) {
            var size = sizes.get(order.get(place));
            for (int before = place - 1;
                    before >= 0 && parents.get(order.get(place)).isEmpty();
                    before--) {
                int candidate = order.get(before);
                if (shrinks(sizes.get(candidate), size)
                        && sizes.get(candidate).pixels() <= (long) sourceWidth * sourceHeight) {
                    parents.set(order.get(place), OptionalInt.of(candidate));
                }
            }
        }
        return List.copyOf(parents);
    }

    private static boolean shrinks(RenditionSize from, RenditionSize to) {
        double shape = (double) from.width() * to.height() / ((double) from.height() * to.width());
        return from.width() >= to.width() && from.height() >= to.height() && Math.abs(shape - 1) < SAME_SHAPE;
    }
}
