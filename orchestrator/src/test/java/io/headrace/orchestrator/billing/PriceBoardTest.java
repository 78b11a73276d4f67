package io.headrace.orchestrator.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import org.junit.jupiter.api.Test;

class PriceBoardTest {

    private static final EthAddress GATEWAY = PaidSetup.key(2).address();
    private static final EthAddress OTHER = PaidSetup.key(3).address();

    private final PriceBoard board = new PriceBoard(Price.of(10, 1));

    @Test
    void showsOnePriceToEverybody() {
        assertThat(board.of(GATEWAY)).contains(Price.of(10, 1));
        assertThat(board.leastHonoured(GATEWAY, 100)).isEqualTo(Price.of(10, 1));
    }

    @Test
    void honoursALowerPriceAsLongAsItsOffersStand() {
        board.change(Price.of(20, 1), 100);

        assertThat(board.of(GATEWAY)).contains(Price.of(20, 1));
        assertThat(board.leastHonoured(GATEWAY, 140)).isEqualTo(Price.of(10, 1));
        assertThat(board.leastHonoured(GATEWAY, 141)).isEqualTo(Price.of(20, 1));
    }

    @Test
    void asksTheLowerPriceAtOnce() {
        board.change(Price.of(5, 1), 100);

        assertThat(board.leastHonoured(GATEWAY, 100)).isEqualTo(Price.of(5, 1));
    }

    @Test
    void hasPricesForSingleGateways() {
        board.change(GATEWAY, Price.of(3, 1), 100);

        assertThat(board.of(GATEWAY)).contains(Price.of(3, 1));
        assertThat(board.of(OTHER)).contains(Price.of(10, 1));
    }

    @Test
    void showsNothingWhileThePriceIsDownAndHonoursWhatWasOffered() {
        board.takeDown();

        assertThat(board.of(GATEWAY)).isEmpty();
        assertThat(board.leastHonoured(GATEWAY, 100)).isEqualTo(Price.of(10, 1));

        board.change(Price.of(10, 1), 101);

        assertThat(board.of(GATEWAY)).contains(Price.of(10, 1));
    }
}
