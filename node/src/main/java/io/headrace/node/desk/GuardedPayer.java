package io.headrace.node.desk;

import io.headrace.chain.transaction.Spend;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Signer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.payments.ChainTime;
import io.headrace.payments.Credit;
import io.headrace.payments.SenderFunds;
import java.util.Optional;

/** A gateway's account that asks the guard before tickets leave. */
record GuardedPayer(PayerAccount account, Guards guards) implements PayerAccount {

    @Override
    public Signer signer() {
        return account.signer();
    }

    @Override
    public SenderFunds funds() {
        return account.funds();
    }

    @Override
    public ChainTime time() {
        return account.time();
    }

    @Override
    public Optional<String> objection(Credit worth, EthAddress recipient) {
        return guards.objectionToTickets(Spend.tickets(worth, recipient, VideoOrder.PIPELINE));
    }
}
