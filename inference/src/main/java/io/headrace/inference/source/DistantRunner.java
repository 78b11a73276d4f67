package io.headrace.inference.source;

import io.headrace.inference.RunnerAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A runner that is somebody else's: it is asked, and that is all. */
record DistantRunner(RunnerAddress address) implements OpenRunner {

    @Override
    public CompletableFuture<String> gone() {
        return new CompletableFuture<>();
    }

    @Override
    public List<String> lastLines() {
        return List.of();
    }

    @Override
    public void close() {
        // It goes on without us.
    }
}
