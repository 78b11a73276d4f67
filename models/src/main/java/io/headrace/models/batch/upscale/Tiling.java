package io.headrace.models.batch.upscale;

import java.util.ArrayList;
import java.util.List;

/**
 * How one side of a picture is covered by tiles of one length that overlap. At the edges of a tile a network sees nothing of what
 * lies beyond, so that the outer third of each overlap is not used, and over the middle third one tile fades into the next:
 *
 * <pre>
 * earlier  ════════════════════╗ edge  its end
 *                       ╲ fade ╱
 * later      start  edge ╔═══════════════════
 * </pre>
 *
 * @param tile length of a tile in pixels
 * @param overlap of neighbours, at least; the last tile lies so that it ends with the side
 * @param starts of the tiles, rising
 */
record Tiling(int tile, int overlap, List<Integer> starts) {

    private static final int THIRDS = 3;

    Tiling {
        starts = List.copyOf(starts);
    }

    /** @param length of the side; a tile that is longer reaches beyond it */
    static Tiling of(int length, int tile, int overlap) {
        var starts = new ArrayList<Integer>();
        int start = 0;
        while (start + tile < length) {
            starts.add(start);
            start += tile - overlap;
        }
        starts.add(Math.max(0, length - tile));
        return new Tiling(tile, overlap, starts);
    }

    /**
     * How much of a tile is seen at a place of it, over those before.
     *
     * @param start of the tile
     * @param offset from its start, in pixels
     * @return 0 to 1
     */
    float weight(int start, float offset) {
        if (start == 0) {
            return 1;
        }
        float third = overlap / (float) THIRDS;
        return Math.clamp((offset - third) / third, 0f, 1f);
    }
}
