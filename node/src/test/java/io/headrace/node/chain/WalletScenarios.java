package io.headrace.node.chain;

import static io.headrace.node.chain.Scene.mined;
import static io.headrace.node.chain.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.chain.Revert;
import io.headrace.chain.Tokens;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** What accounts give each other outside of all contracts but the token's (payments section 4.7). */
interface WalletScenarios {

    Scene scene();

    @Test
    default void givesWeiAndTokensAway() {
        var scene = scene();

        assertThat(mined(scene.first.wallet().sendEth(Cast.SECOND.address(), Wei.of(7))))
                .isEqualTo(Wei.of(7));
        var tokens = mined(scene.first.wallet().sendTokens(Cast.SECOND.address(), Tokens.whole(9)));

        assertThat(tokens).isEqualTo(Tokens.whole(9));
        assertThat(scene.eth(Cast.FIRST)).isEqualTo(Cast.WEALTH.minus(Wei.of(7)));
        assertThat(scene.eth(Cast.SECOND)).isEqualTo(Cast.WEALTH.plus(Wei.of(7)));
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Tokens.whole(991));
        assertThat(scene.gateway.wallet().tokens(Cast.SECOND.address())).isEqualTo(Tokens.whole(1_009));
    }

    @Test
    default void givesAllThereIsAndNoMore() {
        var scene = scene();

        refused(
                Revert.BALANCE_TOO_LOW,
                scene.first.wallet().sendEth(Cast.SECOND.address(), Cast.WEALTH.plus(Wei.of(1))),
                scene.first.wallet().sendTokens(Cast.SECOND.address(), Cast.TOKENS.plus(new Tokens(BigInteger.ONE))),
                scene.first.wallet().sendTokens(Cast.FIRST.address(), Cast.TOKENS.plus(new Tokens(BigInteger.ONE))));
        mined(scene.first.wallet().sendEth(Cast.SECOND.address(), Cast.WEALTH));
        mined(scene.first.wallet().sendTokens(Cast.SECOND.address(), Cast.TOKENS));

        assertThat(scene.eth(Cast.FIRST)).isEqualTo(Wei.ZERO);
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Tokens.ZERO);
    }

    @Test
    default void changesNothingByGivingToOneselfOrGivingNothing() {
        var scene = scene();

        mined(scene.first.wallet().sendEth(Cast.FIRST.address(), Cast.WEALTH));
        mined(scene.first.wallet().sendTokens(Cast.FIRST.address(), Cast.TOKENS));
        mined(scene.first.wallet().sendEth(Cast.SECOND.address(), Wei.ZERO));
        mined(scene.first.wallet().sendTokens(Cast.SECOND.address(), Tokens.ZERO));

        assertThat(scene.eth(Cast.FIRST)).isEqualTo(Cast.WEALTH);
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Cast.TOKENS);
    }

    @Test
    default void givesNobodyAnything() {
        var scene = scene();

        refused(
                Revert.NO_PAYEE,
                scene.first.wallet().sendEth(EthAddress.ZERO, Wei.of(1)),
                scene.first.wallet().sendEth(EthAddress.ZERO, Cast.WEALTH.plus(Wei.of(1))),
                scene.first.wallet().sendTokens(EthAddress.ZERO, Tokens.whole(1)),
                scene.first.wallet().sendTokens(EthAddress.ZERO, Tokens.whole(10_000)));

        assertThat(scene.eth(Cast.FIRST)).isEqualTo(Cast.WEALTH);
        assertThat(scene.gateway.wallet().tokens(Cast.FIRST.address())).isEqualTo(Cast.TOKENS);
    }
}
