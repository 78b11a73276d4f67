package io.headrace.chain;

import io.headrace.crypto.EthAddress;
import java.util.Optional;

/** Where orchestrators say under which address they serve (payments section 4.8). Calls block and throw {@link ChainUnavailable}. */
public interface ServiceRegistry {

    /** Whatever was written: nobody checked that it is an address. */
    Optional<String> uri(EthAddress orchestrator);

    Outcome<String> register(String uri);
}
