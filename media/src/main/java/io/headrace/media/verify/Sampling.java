package io.headrace.media.verify;

import java.util.random.RandomGenerator;

/**
 * Which units of a session are compared: the first ones of an orchestrator that is not trusted yet, then one in each block,
 * drawn by chance when the block begins. At most {@code 2 × block − 2} units go unseen in a row, and nobody but the
 * gateway knows which. A drawn unit is published after its comparison only.
 *
 * <p>A value: {@link #next} gives the answer for one unit and the sampling for those after it.
 *
 * @param leading units that are still compared whatever chance says
 * @param block units of which one is compared
 * @param place of the next unit in its block, 0 to below {@code block}
 * @param drawn the place that is compared; told when the block begins, so without meaning while {@code place} is 0
 */
public record Sampling(int leading, int block, int place, int drawn) {

    public static final int USUAL_LEADING = 2;
    public static final int USUAL_BLOCK = 5;

    public Sampling {
        if (leading < 0 || block < 1 || place < 0 || place >= block || drawn < 0 || drawn >= block) {
            throw new IllegalArgumentException("Sampling after " + leading + " units, place " + place + " and drawn "
                    + drawn + " of a block of " + block);
        }
    }

    /** With somebody new. */
    public static Sampling usual() {
        return begin(USUAL_LEADING, USUAL_BLOCK);
    }

    /** @param block units of which one is compared; 1 compares all */
    public static Sampling begin(int leading, int block) {
        return new Sampling(leading, block, 0, 0);
    }

    /** @param chance cannot be foreseen by whom it watches */
    public Step next(RandomGenerator chance) {
        if (leading > 0) {
            return new Step(true, new Sampling(leading - 1, block, place, drawn));
        }
        int target = place == 0 ? chance.nextInt(block) : drawn;
        return new Step(place == target, new Sampling(0, block, (place + 1) % block, target));
    }

    /**
     * The answer for one unit.
     *
     * @param compared whether it is compared, and waits for that
     * @param rest for the units after it
     */
    public record Step(boolean compared, Sampling rest) {}
}
