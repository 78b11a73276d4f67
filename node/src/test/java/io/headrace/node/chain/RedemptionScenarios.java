package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Outcome;
import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Wei;
import io.headrace.payments.WinProb;
import org.junit.jupiter.api.Test;

/** {@code redeemWinningTicket}: what it pays, and each refusal in its place (payments section 4.3). */
interface RedemptionScenarios {

    Scene scene();

    @Test
    default void paysFromTheDepositWhoeverRedeems() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 500);
        var winner = scene.winner(400, 1);
        assertThat(scene.gateway.broker().used(winner.hash())).isFalse();

        assertThat(mined(scene.fourth.broker().redeem(winner))).isEqualTo(Wei.of(400));

        assertThat(scene.gateway.broker().used(winner.hash())).isTrue();
        assertThat(scene.funds().deposit()).isEqualTo(Wei.of(600));
        assertThat(scene.funds().reserve()).isEqualTo(Wei.of(500));
        assertThat(scene.fees(Cast.FIRST)).isEqualTo(Wei.of(400));
        assertThat(scene.fees(Cast.FOURTH)).isEqualTo(Wei.ZERO);
        refused(Revert.TICKET_USED, scene.first.broker().redeem(winner));
    }

    @Test
    default void usesUpATicketOverNothing() {
        var scene = scene().withTwoOrchestrators().funded(1, 0);
        var worthless = scene.winnerFor(Cast.FOURTH, 0, 1);

        assertThat(mined(scene.first.broker().redeem(worthless))).isEqualTo(Wei.ZERO);

        refused(Revert.TICKET_USED, scene.first.broker().redeem(worthless));
    }

    @Test
    default void paysTheRestFromTheRecipientsShareOfTheReserve() {
        var scene = scene().withTwoOrchestrators().funded(100, 1_000);

        assertThat(mined(scene.first.broker().redeem(scene.winner(400, 1)))).isEqualTo(Wei.of(400));

        assertThat(scene.funds().deposit()).isEqualTo(Wei.ZERO);
        assertThat(scene.funds().reserve()).isEqualTo(Wei.of(700));
        assertThat(scene.funds().claimedInRound()).isEqualTo(Wei.of(300));
        assertThat(scene.claimed(Cast.FIRST)).isEqualTo(Wei.of(300));
        assertThat(scene.claimed(Cast.SECOND)).isEqualTo(Wei.ZERO);
    }

    @Test
    default void keepsEachOrchestratorsShareForItAndGivesANewOneEachRound() {
        var scene = scene().withTwoOrchestrators().funded(0, 1_001);

        assertThat(mined(scene.first.broker().redeem(scene.winner(700, 1)))).isEqualTo(Wei.of(500));
        assertThat(mined(scene.first.broker().redeem(scene.winner(100, 2)))).isEqualTo(Wei.ZERO);
        assertThat(mined(scene.second.broker().redeem(scene.winnerFor(Cast.SECOND, 501, 3))))
                .isEqualTo(Wei.of(500));
        refused(Revert.FUNDS_BELOW_FACE_VALUE, scene.second.broker().redeem(scene.winnerFor(Cast.SECOND, 2, 4)));
        scene.funded(0, 999);
        scene.beginNextRound();

        assertThat(scene.funds().claimedInRound()).isEqualTo(Wei.ZERO);
        assertThat(scene.claimed(Cast.FIRST)).isEqualTo(Wei.ZERO);
        assertThat(mined(scene.first.broker().redeem(scene.winner(501, 5)))).isEqualTo(Wei.of(500));
        assertThat(scene.fees(Cast.FIRST)).isEqualTo(Wei.of(1_000));
    }

    @Test
    default void refusesAClaimAfterThePoolGrewBeyondIt() {
        var scene = scene().withTwoOrchestrators().funded(0, 1_000);
        mined(scene.first.broker().redeem(scene.winner(500, 1)));
        mined(scene.third.bonding().bond(Tokens.whole(150)));
        var late = scene.winner(100, 2);

        refused(Revert.SHARE_UNDERFLOW, scene.first.broker().redeem(late));
        assertThat(scene.gateway.broker().used(late.hash())).isFalse();
        mined(scene.second.broker().redeem(scene.winnerFor(Cast.SECOND, 333, 3)));
        scene.beginNextRound();

        assertThat(mined(scene.first.broker().redeem(late))).isEqualTo(Wei.of(55));
    }

    @Test
    default void paysWhoIsRegisteredAndNotActiveFromTheDepositAlone() {
        var scene = scene().withTwoOrchestrators().funded(100, 1_000);
        mined(scene.third.bonding().bond(Tokens.whole(10)));

        assertThat(mined(scene.third.broker().redeem(scene.winnerFor(Cast.THIRD, 400, 1))))
                .isEqualTo(Wei.of(100));

        assertThat(scene.funds().reserve()).isEqualTo(Wei.of(1_000));
        assertThat(scene.fees(Cast.THIRD)).isEqualTo(Wei.of(100));
    }

    @Test
    default void refusesToPayWhoIsNotRegisteredAndLeavesTheTicketGood() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 1_000);
        var foreign = scene.winnerFor(Cast.FOURTH, 1, 1);

        refused(Revert.NOT_REGISTERED, scene.fourth.broker().redeem(foreign));

        assertThat(scene.gateway.broker().used(foreign.hash())).isFalse();
        mined(scene.fourth.bonding().bond(Tokens.whole(1)));
        assertThat(mined(scene.fourth.broker().redeem(foreign))).isEqualTo(Wei.of(1));
    }

    @Test
    default void isGoodInItsRoundAndTheNext() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 1_000);
        var inTime = scene.winner(1, 1);
        var late = scene.winner(1, 2);

        scene.beginNextRound();
        mined(scene.first.broker().redeem(inTime));
        scene.beginNextRound();

        refused(Revert.TICKET_EXPIRED, scene.first.broker().redeem(late));
        refused(Revert.TICKET_EXPIRED, scene.first.broker().redeem(inTime));
    }

    /** One ticket with every fault, which are mended one by one in the order in which the contract looks. */
    @Test
    default void refusesForTheFirstFaultInTheContractsOrder() {
        var scene = scene().withTwoOrchestrators();
        var old = scene.lastRound();
        var older = scene.beginNextRound();
        scene.chain.mineToNextRound();
        var draft = new Draft(400, 1, CreationRound.NONE)
                .to(EthAddress.ZERO)
                .from(EthAddress.ZERO)
                .revealing(Hash256.ZERO)
                .signedByNobody()
                .winning(WinProb.NEVER);
        scene.chain.pause(true);
        refused(Revert.SYSTEM_PAUSED, redeem(scene, draft));
        scene.chain.pause(false);
        refused(Revert.ROUND_NOT_INITIALIZED, redeem(scene, draft));
        var last = mined(scene.first.rounds().initialize());
        refused(Revert.NO_RECIPIENT, redeem(scene, draft));
        draft = draft.to(Cast.FIRST.address());
        refused(Revert.NO_SENDER, redeem(scene, draft));
        draft = draft.from(Cast.GATEWAY.address());
        refused(Revert.AUX_DATA_LENGTH, redeem(scene, draft));
        draft = draft.of(new CreationRound(0, last.blockHash()));
        refused(Revert.CREATION_ROUND_UNKNOWN, redeem(scene, draft));
        draft = draft.of(new CreationRound(last.round() + 1, last.blockHash()));
        refused(Revert.CREATION_ROUND_UNKNOWN, redeem(scene, draft));
        draft = draft.of(new CreationRound(old.round(), Hash256.ZERO));
        refused(Revert.CREATION_HASH_WRONG, redeem(scene, draft));
        draft = draft.of(old);
        refused(Revert.TICKET_EXPIRED, redeem(scene, draft));
        draft = draft.of(older);
        refused(Revert.RAND_MISMATCH, redeem(scene, draft));
        draft = draft.revealing(new Draft(0, 0, last).revealed());
        refused(Revert.SIGNATURE_FORM, redeem(scene, draft));
        draft = draft.signedBy(Cast.FOURTH);
        refused(Revert.SIGNATURE_WRONG, redeem(scene, draft));
        draft = draft.signedBy(Cast.GATEWAY);
        refused(Revert.DID_NOT_WIN, redeem(scene, draft));
        draft = draft.winning(WinProb.ALWAYS);
        refused(Revert.NOTHING_DEPOSITED, redeem(scene, draft));
        scene.funded(100, 299);
        refused(Revert.FUNDS_BELOW_FACE_VALUE, redeem(scene, draft));
        scene.funded(0, 1);
        assertThat(mined(redeem(scene, draft))).isEqualTo(Wei.of(250));
    }

    @Test
    default void looksWhetherATicketIsUsedBetweenItsNumberAndItsSignature() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        var draft = new Draft(1, 1, scene.lastRound());
        mined(redeem(scene, draft));

        refused(Revert.RAND_MISMATCH, redeem(scene, draft.revealing(Hash256.ZERO)));
        refused(Revert.TICKET_USED, redeem(scene, draft.signedByNobody()));
    }

    @Test
    default void refusesASenderWhoseUnlockIsOverWhateverItHas() {
        var scene = scene().withTwoOrchestrators().funded(1_000, 0);
        mined(scene.gateway.broker().unlock());
        scene.beginNextRound();
        mined(scene.first.broker().redeem(scene.winner(1, 1)));
        scene.beginNextRound();

        refused(Revert.SENDER_UNLOCKED, scene.first.broker().redeem(scene.winner(1, 2)));
        mined(scene.gateway.broker().withdraw());
        refused(Revert.SENDER_UNLOCKED, scene.first.broker().redeem(scene.winner(1, 2)));
        mined(scene.gateway.broker().fund(Wei.of(1), Wei.ZERO));
        assertThat(mined(scene.first.broker().redeem(scene.winner(1, 2)))).isEqualTo(Wei.of(1));
    }

    private static Outcome<Wei> redeem(Scene scene, Draft draft) {
        return scene.first.broker().redeem(draft.ticket());
    }
}
