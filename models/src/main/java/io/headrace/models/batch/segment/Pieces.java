package io.headrace.models.batch.segment;

import java.util.ArrayDeque;

/** Other readings of a cut: connected pieces of it, and its colours without regard to edges. */
final class Pieces {

    private Pieces() {}

    /** The pieces in which somebody pointed at the object; the largest when nobody did, or missed them all. */
    static boolean[] pointedAt(Cut cut, Prompts prompts) {
        boolean[] kept = new boolean[cut.pixels()];
        boolean[] seen = new boolean[kept.length];
        for (var point : prompts.points()) {
            int row = (int) (point.y() * (cut.height() - 1));
            int column = (int) (point.x() * (cut.width() - 1));
            if (point.foreground()) {
                keep(piece(cut, row * cut.width() + column, seen), kept);
            }
        }
        return contains(kept) ? kept : largest(cut);
    }

    private static boolean[] largest(Cut cut) {
        boolean[] seen = new boolean[cut.pixels()];
        var largest = new ArrayDeque<Integer>();
        for (int i = 0; i < seen.length; i++) {
            var piece = piece(cut, i, seen);
            if (piece.size() > largest.size()) {
                largest = piece;
            }
        }
        boolean[] kept = new boolean[seen.length];
        keep(largest, kept);
        return kept;
    }

    private static void keep(ArrayDeque<Integer> piece, boolean[] kept) {
        for (int pixel : piece) {
            kept[pixel] = true;
        }
    }

    private static boolean contains(boolean[] flags) {
        for (boolean flag : flags) {
            if (flag) {
                return true;
            }
        }
        return false;
    }

    /** All pixels of the object that hang together with this one and were not seen before. */
    private static ArrayDeque<Integer> piece(Cut cut, int start, boolean[] seen) {
        var piece = new ArrayDeque<Integer>();
        var open = new ArrayDeque<Integer>();
        visit(cut, start, seen, open);
        while (!open.isEmpty()) {
            int pixel = open.pop();
            piece.add(pixel);
            int x = pixel % cut.width();
            if (x > 0) {
                visit(cut, pixel - 1, seen, open);
            }
            if (x < cut.width() - 1) {
                visit(cut, pixel + 1, seen, open);
            }
            visit(cut, pixel - cut.width(), seen, open);
            visit(cut, pixel + cut.width(), seen, open);
        }
        return piece;
    }

    private static void visit(Cut cut, int pixel, boolean[] seen, ArrayDeque<Integer> open) {
        if (pixel >= 0 && pixel < seen.length && cut.inside()[pixel] && !seen[pixel]) {
            seen[pixel] = true;
            open.push(pixel);
        }
    }

    /** Wherever the colour is more likely the object's. */
    static boolean[] ofLikeColour(Cut cut) {
        boolean[] alike = new boolean[cut.pixels()];
        for (int i = 0; i < alike.length; i++) {
            alike[i] = cut.odds()[i] > 0;
        }
        return alike;
    }
}
