package io.headrace.simulation.chain;

import io.headrace.payments.Wei;

/** The base fee of each block: it drifts, and now and then it rises above everybody's ceiling for a while. */
final class GasWeather {

    private static final int LEAST = 50;
    private static final int MOST = 300;
    private static final int SPIKE = 2_000;
    private static final int SPIKES_PER_MILLE = 15;
    private static final int LONGEST_SPIKE = 6;

    private final ChainWorld world;
    private int fee = 100;
    private int spikeBlocks;

    GasWeather(ChainWorld world) {
        this.world = world;
    }

    Wei next() {
        if (spikeBlocks > 0) {
            spikeBlocks--;
        } else if (world.strikes(ChainFault.GAS_SPIKE, SPIKES_PER_MILLE)) {
            spikeBlocks = 1 + world.draw(LONGEST_SPIKE);
        }
        fee = Math.clamp(fee + world.draw(41) - 20, LEAST, MOST);
        return Wei.of(spikeBlocks > 0 ? SPIKE + world.draw(SPIKE) : fee);
    }
}
