package io.headrace.node.settlement;

import io.headrace.chain.Tokens;

/** Who wants to know of rewards. Called on the rewarder's thread; returns at once. */
public interface RewardListener {

    RewardListener SILENT = new RewardListener() {
        @Override
        public void rewardBegan(long round) {}

        @Override
        public void rewardEnded(long round, Tokens minted) {}

        @Override
        public void rewardMissed(long round, String why) {}
    };

    void rewardBegan(long round);

    void rewardEnded(long round, Tokens minted);

    /** Nothing was minted, and nothing more is tried in this round. */
    void rewardMissed(long round, String why);
}
