package io.headrace.ethereum.rpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint that answers each method as it was told to, and remembers what it was asked. */
public final class ScriptedEndpoint implements Endpoint {

    private final String name;
    private final Map<String, Supplier<Reply>> script = new HashMap<>();
    public final List<String> asked = new ArrayList<>();

    /** One that follows chain 31337 and has seen block 100. */
    public ScriptedEndpoint(String name) {
        this.name = name;
        answering("eth_chainId", "\"0x7a69\"");
        answering("eth_blockNumber", "\"0x64\"");
    }

    public ScriptedEndpoint answering(String method, String json) {
        script.put(method, () -> new Reply.Result(JsonMapper.shared().readTree(json)));
        return this;
    }

    public ScriptedEndpoint refusing(String method, String errorJson) {
        script.put(method, () -> ErrorReading.read(method, JsonMapper.shared().readTree(errorJson)));
        return this;
    }

    public ScriptedEndpoint failing(String method) {
        script.put(method, () -> new Reply.Fault("broken off"));
        return this;
    }

    public ScriptedEndpoint unreached(String method) {
        script.put(method, () -> new Reply.Untried("unreachable"));
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply ask(String method, List<?> parameters, Duration limit) {
        asked.add(method);
        var answer = script.get(method);
        if (answer == null) {
            throw new AssertionError(name + " was asked " + method);
        }
        return answer.get();
    }
}
