package io.headrace.models.batch.interpolate;

import java.util.Arrays;

/**
 * What a flow says about a moment between its two pictures: each pixel is carried along its way for a part of it and laid down where
 * it then is. Where several come to lie, one that is consistent wins over one that is not, and among equals the one that moves more,
 * since what is in front mostly does; where none does, its neighbours' is taken.
 *
 * <pre>
 * source 0 ─────── part ─▶ moment ─ 1 - part ─▶ target
 * </pre>
 */
final class Splat {

    /** How much is known of a pixel; the more the later. */
    enum Knowledge {
        /** Nothing came to lie there, and nothing near. */
        NOTHING,
        /** What came to lie beside it. */
        NEIGHBOUR,
        /** Something that is seen in the flow's own picture alone. */
        SEEN_IN_ONE,
        SEEN_IN_BOTH
    }

    private static final int NONE = -1;
    private static final int FILLING_ROUNDS = 4;
    private static final float CONSISTENT_FIRST = 1e6f;

    private final FlowField flow;
    private final boolean[] consistent;
    private final int[] source;
    private final boolean[] laid;

    private Splat(FlowField flow, boolean[] consistent, int[] source) {
        this.flow = flow;
        this.consistent = consistent;
        this.source = source;
        this.laid = new boolean[source.length];
    }

    /** @param part of the way, 0 to 1 */
    static Splat of(FlowField flow, boolean[] consistent, float part) {
        int[] source = new int[consistent.length];
        Arrays.fill(source, NONE);
        var splat = new Splat(flow, consistent, source);
        float[] rank = new float[source.length];
        for (int i = 0; i < source.length; i++) {
            splat.lay(i, part, rank);
        }
        for (int round = 0; round < FILLING_ROUNDS; round++) {
            splat.fill();
        }
        return splat;
    }

    /** On the four pixels around where it comes to lie, so that what widens leaves no holes. */
    private void lay(int pixel, float part, float[] rank) {
        float own = 1 + flow.speed(pixel) + (consistent[pixel] ? CONSISTENT_FIRST : 0);
        int column = pixel % flow.width();
        int row = pixel / flow.width();
        int left = (int) Math.floor(column + part * flow.right(pixel));
        int top = (int) Math.floor(row + part * flow.down(pixel));
        for (int y = Math.max(0, top); y <= Math.min(flow.height() - 1, top + 1); y++) {
            for (int x = Math.max(0, left); x <= Math.min(flow.width() - 1, left + 1); x++) {
                int target = y * flow.width() + x;
                if (own > rank[target]) {
                    rank[target] = own;
                    source[target] = pixel;
                    laid[target] = true;
                }
            }
        }
    }

    private void fill() {
        int[] before = source.clone();
        for (int i = 0; i < source.length; i++) {
            if (before[i] == NONE) {
                source[i] = neighbour(before, i);
            }
        }
    }

    private int neighbour(int[] sources, int pixel) {
        int x = pixel % flow.width();
        int y = pixel / flow.width();
        if (x > 0 && sources[pixel - 1] != NONE) {
            return sources[pixel - 1];
        }
        if (x < flow.width() - 1 && sources[pixel + 1] != NONE) {
            return sources[pixel + 1];
        }
        if (y > 0 && sources[pixel - flow.width()] != NONE) {
            return sources[pixel - flow.width()];
        }
        return y < flow.height() - 1 ? sources[pixel + flow.width()] : NONE;
    }

    Knowledge of(int pixel) {
        if (source[pixel] == NONE) {
            return Knowledge.NOTHING;
        }
        if (!laid[pixel]) {
            return Knowledge.NEIGHBOUR;
        }
        return consistent[source[pixel]] ? Knowledge.SEEN_IN_BOTH : Knowledge.SEEN_IN_ONE;
    }

    /** The whole way, to the right, of what came to lie there. */
    float right(int pixel) {
        return flow.right(source[pixel]);
    }

    /** The whole way, down, of what came to lie there. */
    float down(int pixel) {
        return flow.down(source[pixel]);
    }
}
