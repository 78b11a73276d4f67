package io.headrace.inference.source;

import io.headrace.engine.ListeningChild;
import io.headrace.inference.RunnerAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A runner in a child of ours. */
record ChildRunnerProcess(ListeningChild child, RunnerAddress address, CompletableFuture<String> gone)
        implements OpenRunner {

    static ChildRunnerProcess of(ListeningChild child, String token) {
        var address = new RunnerAddress(URI.create("http://127.0.0.1:" + child.port()), token);
        var gone = child.exit().thenApply(code -> "The runner's process " + child.pid() + " ended with code " + code);
        return new ChildRunnerProcess(child, address, gone);
    }

    @Override
    public List<String> lastLines() {
        return child.lastLines();
    }

    @Override
    public void close() {
        child.close();
    }
}
