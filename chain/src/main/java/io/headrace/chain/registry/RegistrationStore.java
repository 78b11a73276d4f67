package io.headrace.chain.registry;

import java.util.List;

/** Keeps what the chain last told, so that a node which starts while the chain is silent knows whom it knew. Any thread. */
public interface RegistrationStore {

    /** In the order in which they were kept. */
    List<Registration> all();

    /** These and no others are kept when the call returns. */
    void replace(List<Registration> newer);
}
