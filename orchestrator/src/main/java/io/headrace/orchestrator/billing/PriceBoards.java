package io.headrace.orchestrator.billing;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
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

    /** What this gateway is told for the account; empty while it is not known. */
    Optional<Price> shown(EthAddress gateway, String account) {
        return listed(gateway, account).or(() -> board(account).of(gateway));
    }

    /** The least price that an offer still standing may have been made under. */
    Price leastHonoured(EthAddress gateway, String account, long block) {
        return listed(gateway, account).orElseGet(() -> board(account).leastHonoured(gateway, block));
    }

    private Optional<Price> listed(EthAddress gateway, String account) {
        return BatchAccount.parse(account).flatMap(requests -> batch.of(gateway, requests.reference()));
    }

    private PriceBoard board(String account) {
        return LiveAccount.isOne(account) ? live : units;
    }
}
