package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.payments.Wei;
import org.junit.jupiter.api.Test;

/** The older of the two cover rules, under which whatever is there is paid (payments sections 4.3 and 4.9). */
interface PartialCoverScenarios {

    Scene sceneOfPartialCover();

    @Test
    default void paysWhatIsThereAndUsesTheTicketUp() {
        var scene = sceneOfPartialCover().withTwoOrchestrators().funded(40, 400);
        var winner = scene.winner(500, 1);

        assertThat(mined(scene.first.broker().redeem(winner))).isEqualTo(Wei.of(240));

        assertThat(scene.funds().deposit()).isEqualTo(Wei.ZERO);
        assertThat(scene.funds().reserve()).isEqualTo(Wei.of(200));
        refused(Revert.TICKET_USED, scene.first.broker().redeem(winner));
    }

    @Test
    default void consumesATicketForTheWeiThatSomebodyPutThere() {
        var scene = sceneOfPartialCover().withTwoOrchestrators();
        var winner = scene.winner(500, 1);
        refused(Revert.NOTHING_DEPOSITED, scene.first.broker().redeem(winner));

        mined(scene.chain.fundFor(Cast.FOURTH, Cast.GATEWAY.address(), Wei.of(1), Wei.of(1), Wei.ZERO));

        assertThat(mined(scene.fourth.broker().redeem(winner))).isEqualTo(Wei.of(1));
        assertThat(scene.gateway.broker().used(winner.hash())).isTrue();
    }
}
