package io.headrace.gateway.discovery;

/** Where an orchestrator may be that anybody could have written into a registry. */
public enum Reach {
    /** On the public internet alone: a registry must not send a gateway into its operator's own network. */
    PUBLIC,
    /** On this machine and in this network too: the chain is a local one, and so are its orchestrators. */
    ANYWHERE
}
