package io.headrace.node.local;

import io.headrace.node.chain.ChainAccess;
import java.util.List;
import java.util.Map;

/** A network without money. */
record NoLocalChain() implements LocalChain {

    @Override
    public ChainAccess access() {
        return new ChainAccess.Off();
    }

    @Override
    public List<String> words() {
        return List.of();
    }

    @Override
    public Map<String, Object> view() {
        return Map.of("kind", "off");
    }

    @Override
    public void close() {}
}
