package io.headrace.node.role;

import io.headrace.admin.WalletStatement;
import io.headrace.admin.WalletView;
import io.headrace.admin.metrics.NodeMeters;
import io.headrace.chain.Chain;
import io.headrace.ethereum.key.TransactionSigner;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.chain.Sending;
import io.headrace.node.chain.Settlement;
import io.headrace.node.desk.MoneyDesk;
import io.headrace.store.Database;
import io.headrace.store.SqliteTransactionStore;
import java.util.Optional;

/**
 * What a role owns on chain: an account whose spending a desk guards, and that counts its transactions.
 *
 * @param settlement the chain as the account sees it, through the desk; empty off chain
 */
record GuardedAccount(MoneyDesk desk, Optional<Settlement> settlement) implements AutoCloseable {

    /**
     * @param key of the account
     * @param database of its transactions; closed after this is
     */
    static GuardedAccount open(
            ChainAccess access, TransactionSigner key, MoneyDesk desk, Database database, NodeMeters meters) {
        var sending = new Sending(new SqliteTransactionStore(database, key.address()), new CountedTransactions(meters));
        return new GuardedAccount(
                desk, access.as(key, sending).map(known -> known.through(desk.guarding(known.chain()))));
    }

    Optional<Chain> chain() {
        return settlement.map(Settlement::chain);
    }

    WalletView wallet() {
        return chain().<WalletView>map(known -> () -> Optional.of(WalletStatement.of(known)))
                .orElse(WalletView.NONE);
    }

    @Override
    public void close() {
        settlement.ifPresent(Settlement::close);
    }
}
