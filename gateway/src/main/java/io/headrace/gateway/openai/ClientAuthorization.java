package io.headrace.gateway.openai;

import java.util.Optional;

/** Decides who may ask. May block; any thread. */
@FunctionalInterface
public interface ClientAuthorization {

    /** Whoever reaches the gateway may; what clients send as a key is not looked at. */
    ClientAuthorization EVERYBODY = key -> true;

    /** @param key the bearer token; empty when there is none */
    boolean admits(Optional<String> key) throws InterruptedException;
}
