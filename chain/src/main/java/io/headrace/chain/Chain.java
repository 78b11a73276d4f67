package io.headrace.chain;

import io.headrace.crypto.EthAddress;

/** Settlement as one account of a node sees it: all ports together. */
public interface Chain {

    /** From which what changes something is done. */
    EthAddress account();

    TicketBroker broker();

    Rounds rounds();

    Blocks blocks();

    Bonding bonding();

    ServiceRegistry services();

    Wallet wallet();
}
