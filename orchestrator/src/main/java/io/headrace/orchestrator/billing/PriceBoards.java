package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.pipeline.PriceReference;
import java.util.Optional;

/**
 * What is asked for each kind of work. Any thread.
 *
 * @param units per encoded pixel of segments
 * @param live per pixel that comes in for live sessions
 * @param batch per unit of requests to models; what is not listed costs what {@code units} says
 */
public record PriceBoards(PriceBoard units, PriceBoard live, BatchPrices batch) {

    /** Of one without a list of models. */
    public PriceBoards(PriceBoard units, PriceBoard live) {
        this(units, live, BatchPrices.NONE);
    }

    /** One price for everything. */
    public static PriceBoards same(PriceBoard board) {
        return new PriceBoards(board, board);
    }

    public PriceBoards with(BatchPrices prices) {
        return new PriceBoards(units, live, prices);
    }

    PriceSign of(String account) {
        var board = LiveAccount.isOne(account) ? live : units;
        return BatchAccount.parse(account)
                .<PriceSign>map(requests -> new Listed(batch, requests.reference(), board))
                .orElse(board);
    }

    /** What the list says, and the board where it says nothing. */
    private record Listed(BatchPrices list, PriceReference what, PriceBoard board) implements PriceSign {
        @Override
        public Optional<Price> of(EthAddress gateway) {
            return list.of(gateway, what).or(() -> board.of(gateway));
        }

        @Override
        public Price leastHonoured(EthAddress gateway, long block) {
            return list.of(gateway, what).orElseGet(() -> board.leastHonoured(gateway, block));
        }
    }
}
