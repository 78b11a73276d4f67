package io.headrace.node.settlement;

import io.headrace.chain.redemption.Delay;
import io.headrace.chain.redemption.Ending;
import io.headrace.crypto.Hash256;
import io.headrace.payments.WinningTicket;

/** Who wants to know how winners fare. Called on threads of the redeemer's; returns soon. */
public interface RedemptionListener {

    RedemptionListener SILENT = new RedemptionListener() {
        @Override
        public void ended(WinningTicket winner, Ending ending) {}

        @Override
        public void delayed(Hash256 ticket, Delay reason) {}
    };

    /** The winner is closed in the store, and its journal was told. */
    void ended(WinningTicket winner, Ending ending);

    void delayed(Hash256 ticket, Delay reason);
}
