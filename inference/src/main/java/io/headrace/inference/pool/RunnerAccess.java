package io.headrace.inference.pool;

import io.headrace.inference.RunnerAddress;
import io.headrace.inference.RunnerClient;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.transport.HttpClient;

/**
 * How runners are had and asked.
 *
 * @param http whoever opened it closes it, after the pool
 */
public record RunnerAccess(RunnerOpener opener, HttpClient http, RunnerPatience patience) {

    RunnerClient client(RunnerAddress address) {
        return new RunnerClient(http, address, patience);
    }
}
