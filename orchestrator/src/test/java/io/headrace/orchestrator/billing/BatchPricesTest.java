package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.PriceReference;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPricesTest {

    private static final EthAddress FRIEND = PaidSetup.key(5).address();
    private static final EthAddress STRANGER = PaidSetup.key(6).address();
    private static final Price PIXEL = Price.of(1, 1);
    private static final Price LIVE = Price.of(2, 1);

    private final BatchPrices prices = new BatchPrices(Map.of(
            new PriceReference(BuiltInPipelines.LLM.name(), "maker/llm"),
            new BatchPrices.Entry(Optional.empty(), Map.of(FRIEND, Price.of(3, 1))),
            new PriceReference(BuiltInPipelines.LLM.name(), PriceReference.ANY_MODEL),
            BatchPrices.Entry.of(Price.of(5, 1))));
    private final PriceBoards boards = new PriceBoards(new PriceBoard(PIXEL), new PriceBoard(LIVE), prices);

    @Test
    void asksEachGatewayItsOwnPriceOfTheModelThenThatOfThePipelineThenThatOfPixels() {
        assertThat(boards.of("33_maker/llm").of(FRIEND)).contains(Price.of(3, 1));
        assertThat(boards.of("33_maker/llm").of(STRANGER)).contains(Price.of(5, 1));
        assertThat(boards.of("33_other").of(FRIEND)).contains(Price.of(5, 1));
        assertThat(boards.of("27_other").of(FRIEND)).contains(PIXEL);
        assertThat(boards.of("33_maker/llm").leastHonoured(FRIEND, 1)).isEqualTo(Price.of(3, 1));
    }

    @Test
    void leavesSessionsTheirOwnBoards() {
        assertThat(boards.of("live.0a1b").of(FRIEND)).contains(LIVE);
        assertThat(boards.of("0a1b2c3d").of(FRIEND)).contains(PIXEL);
        assertThat(PriceBoards.same(new PriceBoard(PIXEL)).of("33_maker/llm").of(FRIEND))
                .contains(PIXEL);
    }

    @Test
    void namesAccountsAsGatewaysSignThem() {
        var account = new BatchAccount(BuiltInPipelines.TEXT_TO_IMAGE, "a_b/c");

        assertThat(account.key()).isEqualTo("27_a_b/c");
        assertThat(BatchAccount.parse("27_a_b/c")).contains(account);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "_", "27_", "27", "35_noop", "37_container", "027_model", "x_model", "live.27_model", "0a_1"
            })
    void takesNoOtherSessionForTheAccountOfAModel(String account) {
        assertThat(BatchAccount.isOne(account)).isFalse();
    }

    @Test
    void namesTheAccountOfAModelBehindItsPipelineWhereTheBitIsShared() {
        var account = new BatchAccount(BuiltInPipelines.FRAME_INTERPOLATION, "headrace/dis-flow");

        assertThat(account.key()).isEqualTo("37_frame-interpolation/headrace/dis-flow");
        assertThat(BatchAccount.parse(account.key())).contains(account);
    }

    @Test
    void refusesNamesThatNoAccountCanHave() {
        assertThat(BatchAccount.isPossible(BuiltInPipelines.LLM, "m".repeat(253)))
                .isTrue();
        assertThat(BatchAccount.isPossible(BuiltInPipelines.LLM, "m".repeat(254)))
                .isFalse();
        assertThatThrownBy(() -> new BatchAccount(BuiltInPipelines.VIDEO_TRANSCODING, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
