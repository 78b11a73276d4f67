package io.headrace.admin;

import io.headrace.chain.ChainUnavailable;
import java.util.Optional;

/** Shows a node's money. Any thread; asks the chain, so it may block. */
@FunctionalInterface
public interface WalletView {

    /** Of a node on a network without money. */
    WalletView NONE = Optional::empty;

    /** @throws ChainUnavailable when the chain does not answer */
    Optional<WalletStatement> show();
}
