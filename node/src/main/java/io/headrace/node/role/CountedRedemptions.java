package io.headrace.node.role;

import io.headrace.admin.metrics.WorkTally;
import io.headrace.chain.redemption.Delay;
import io.headrace.chain.redemption.Ending;
import io.headrace.crypto.Hash256;
import io.headrace.node.settlement.RedemptionListener;
import io.headrace.payments.WinningTicket;

/** Counts winners that left the queue without being paid; what is paid stands in the journal. */
record CountedRedemptions(WorkTally tally) implements RedemptionListener {

    @Override
    public void ended(WinningTicket winner, Ending ending) {
        switch (ending) {
            case Ending.Paid _, Ending.UsedBefore _ -> {}
            case Ending.Expired _, Ending.Worthless _ -> tally.redemptionFailed();
        }
    }

    @Override
    public void delayed(Hash256 ticket, Delay reason) {}
}
