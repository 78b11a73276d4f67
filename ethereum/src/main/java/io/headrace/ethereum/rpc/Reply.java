package io.headrace.ethereum.rpc;

import tools.jackson.databind.JsonNode;

/** How one endpoint met one request. */
public sealed interface Reply {

    /** @param value what the method yields; a JSON null for nothing */
    record Result(JsonNode value) implements Reply {}

    /** The node understood and refuses. */
    record Refused(RpcRefusal refusal) implements Reply {}

    /** This endpoint failed, not the call: another one may answer. Whether it did what was asked, nobody knows. */
    record Fault(String what) implements Reply {}

    /** This endpoint never began with the call. */
    record Untried(String what) implements Reply {}
}
