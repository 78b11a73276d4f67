package io.headrace.node.local;

import io.headrace.node.chain.ChainAccess;
import io.headrace.node.role.NodeBase;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The chain of a local network: made for it or found elsewhere, with money on it for every role. */
interface LocalChain extends AutoCloseable {

    /** Who reaches it. */
    enum Reach {
        /** Roles of this process alone. */
        THIS_PROCESS,
        /** Roles that are processes of their own. */
        OTHER_PROCESSES
    }

    /**
     * Blocks until the roles can be started on it.
     *
     * @throws ChainUnfit when the chain is there and lacks something
     * @throws IOException when it cannot be started
     */
    static LocalChain open(LocalPlan plan, NodeBase base, Reach reach) throws IOException, InterruptedException {
        return switch (plan.money()) {
            case LocalPlan.Money.Off _ -> new NoLocalChain();
            case LocalPlan.Money.Ledger _ ->
                switch (reach) {
                    case THIS_PROCESS -> LocalLedgerChain.alone(plan.data(), base);
                    case OTHER_PROCESSES -> LocalLedgerChain.served(plan.data(), base);
                };
            case LocalPlan.Money.Anvil(var program) ->
                LocalEthereum.onAnvil(program, new LocalAccounts(plan, base), base);
            case LocalPlan.Money.Elsewhere(var url, var controller) ->
                LocalEthereum.elsewhere(url, controller, new LocalAccounts(plan, base), base);
        };
    }

    /** For roles of this process. */
    ChainAccess access();

    /** Options that tell a role's command how to reach it. */
    List<String> words();

    /** The chain's section of the ready file. */
    Map<String, Object> view();

    /** Every role answers. */
    default void settled() {}

    @Override
    void close();
}
