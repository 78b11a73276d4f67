package io.headrace.node.local;

import io.headrace.crypto.PrivateKey;
import io.headrace.ethereum.key.LocalKey;
import io.headrace.node.role.NodeBase;
import java.util.List;

/** The keys of a local network's roles: each lies in its role's data directory and is made when it is first asked for. */
record LocalAccounts(LocalPlan plan, NodeBase base) {

    /** A role's account. */
    record Account(String name, LocalKey key) {}

    private static final String CHAIN = "chain";

    Account gateway() {
        return of(LocalMoney.GATEWAY);
    }

    List<Account> orchestrators() {
        return LocalOrchestrator.ALL.stream().map(each -> of(each.name())).toList();
    }

    /** Owns the contracts of a chain that the network makes for itself. */
    PrivateKey deployer() {
        return of(CHAIN).key().key();
    }

    Account of(String role) {
        return new Account(role, new LocalKey(plan.data().of(role).created().key(base.secrets())));
    }
}
