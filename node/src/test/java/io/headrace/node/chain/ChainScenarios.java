package io.headrace.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.ledger.CoverRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * One suite for both chains: each scenario is written once, against the ports, and states outcomes, reasons and amounts
 * to the wei. Whatever it does, no wei may appear or vanish.
 */
abstract class ChainScenarios
        implements FundingScenarios, RedemptionScenarios, PartialCoverScenarios, RoundScenarios, BondingScenarios {

    private @Nullable Scene scene;

    /** @return as it is at its beginning */
    abstract TestChain open(CoverRule rule);

    @Override
    public final Scene scene() {
        return on(CoverRule.FULL_COVER);
    }

    @Override
    public final Scene sceneOfPartialCover() {
        return on(CoverRule.PARTIAL_PAYOUT);
    }

    private Scene on(CoverRule rule) {
        var opened = new Scene(open(rule));
        scene = opened;
        return opened;
    }

    @AfterEach
    void noWeiAppearedOrVanished() {
        var played = scene;
        if (played != null) {
            assertThat(played.total()).isEqualTo(Cast.WEALTH.times(Cast.ALL.size()));
            played.chain.close();
        }
    }
}
