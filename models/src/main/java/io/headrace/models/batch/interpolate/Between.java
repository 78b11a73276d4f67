package io.headrace.models.batch.interpolate;

import io.headrace.models.batch.interpolate.OpticalFlow.BothWays;
import io.headrace.models.batch.interpolate.Splat.Knowledge;
import io.headrace.models.batch.picture.Picture;

/**
 * The moments between two pictures. Both are carried along the flow towards the moment. What is seen in both is blended; what is
 * covered in one comes from the other alone; and when the two have too little in common, a cut lies between them, and each moment is
 * the picture that is nearer.
 */
final class Between {

    /** Below this part of consistent pixels, both ways, nothing moved: it was replaced. */
    private static final double CUT = 0.4;

    private final Picture first;
    private final Picture second;
    private final BothWays flow;
    private final boolean[] forthConsistent;
    private final boolean[] backConsistent;
    private final boolean cut;

    private Between(Picture first, Picture second, BothWays flow) {
        this.first = first;
        this.second = second;
        this.flow = flow;
        this.forthConsistent = flow.forth().consistentWith(flow.back());
        this.backConsistent = flow.back().consistentWith(flow.forth());
        this.cut = share(forthConsistent) < CUT && share(backConsistent) < CUT;
    }

    /** @param second of the first one's size */
    static Between of(Picture first, Picture second, OpticalFlow flow) {
        return new Between(first, second, flow.between(first, second));
    }

    boolean isCut() {
        return cut;
    }

    private static double share(boolean[] flags) {
        int set = 0;
        for (boolean flag : flags) {
            set += flag ? 1 : 0;
        }
        return set / (double) flags.length;
    }

    /** @param moment 0 is the first picture, 1 the second */
    Picture at(float moment) {
        if (cut) {
            return moment < 0.5f ? first : second;
        }
        var forth = Splat.of(flow.forth().trusting(forthConsistent), forthConsistent, moment);
        var back = Splat.of(flow.back().trusting(backConsistent), backConsistent, 1 - moment);
        var made = Picture.black(first.width(), first.height());
        var mixer = new Mixer(new Sampler(first), new Sampler(second), moment);
        for (int i = 0; i < made.pixels(); i++) {
            mixer.mix(i, forth, back, made);
        }
        return made;
    }

    /** Decides for one pixel after the other which picture it comes from. */
    private static final class Mixer {
        private final Sampler first;
        private final Sampler second;
        private final float moment;
        private final float[] fromFirst = new float[Picture.COLOURS];
        private final float[] fromSecond = new float[Picture.COLOURS];

        Mixer(Sampler first, Sampler second, float moment) {
            this.first = first;
            this.second = second;
            this.moment = moment;
        }

        void mix(int pixel, Splat forth, Splat back, Picture made) {
            int x = pixel % made.width();
            int y = pixel / made.width();
            float ofSecond = prepare(pixel, x, y, forth, back);
            for (int c = 0; c < Picture.COLOURS; c++) {
                float value = fromFirst[c] + (fromSecond[c] - fromFirst[c]) * ofSecond;
                made.samples()[pixel * Picture.COLOURS + c] = (byte) (int) (value + 0.5f);
            }
        }

        /** Looks at both pictures where the pixel is in them, and decides how much of the second is to be seen. */
        private float prepare(int pixel, int x, int y, Splat forth, Splat back) {
            var forthKnows = forth.of(pixel);
            var backKnows = back.of(pixel);
            if (forthKnows == Knowledge.NOTHING && backKnows == Knowledge.NOTHING) {
                sample(x, y, 0, 0);
                return moment;
            }
            int order = forthKnows.compareTo(backKnows);
            if (order > 0 || (order == 0 && preferForth(pixel, x, y, forth, back))) {
                sample(x, y, forth.right(pixel), forth.down(pixel));
                return forthKnows == Knowledge.SEEN_IN_BOTH ? moment : 0;
            }
            sample(x, y, -back.right(pixel), -back.down(pixel));
            return backKnows == Knowledge.SEEN_IN_BOTH ? moment : 1;
        }

        /** Of two that are seen in both pictures, the one that looks alike in both; else the nearer picture's. */
        private boolean preferForth(int pixel, int x, int y, Splat forth, Splat back) {
            if (forth.of(pixel) != Knowledge.SEEN_IN_BOTH) {
                return moment < 0.5f;
            }
            sample(x, y, forth.right(pixel), forth.down(pixel));
            float byForth = difference();
            sample(x, y, -back.right(pixel), -back.down(pixel));
            return byForth <= difference();
        }

        private float difference() {
            float sum = 0;
            for (int c = 0; c < Picture.COLOURS; c++) {
                sum += Math.abs(fromFirst[c] - fromSecond[c]);
            }
            return sum;
        }

        /** What goes this whole way is so far before and behind the moment. */
        private void sample(int x, int y, float right, float down) {
            first.at(x - moment * right, y - moment * down, fromFirst);
            second.at(x + (1 - moment) * right, y + (1 - moment) * down, fromSecond);
        }
    }
}
