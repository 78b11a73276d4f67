package io.headrace.orchestrator.runner.registration;

import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.pipeline.Health;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.address.ResolvedUri;
import java.io.IOException;
import java.time.Duration;

/** Asks for the health of a runner that the operator named: one status is good, any other is not. Blocks. */
record HealthPoll(HttpClient client, Duration patience) {

    private static final int MAX_ANSWER = 65_536;

    Health.Report look(Watch.Polls polls) throws InterruptedException {
        try (var answer = client.send(call(polls.health()))) {
            return answer.status() == polls.healthyStatus()
                    ? new Health.Report.Answered()
                    : new Health.Report.Failed(
                            "its health answers " + answer.status() + ", not " + polls.healthyStatus());
        } catch (IOException failure) {
            return new Health.Report.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private HttpCall call(ResolvedUri health) {
        return new HttpCall(
                "GET",
                health.numbered(),
                Headers.of("Host", health.authority()),
                HttpCall.Version.HTTP_1_1,
                new HttpCall.Limits(patience, patience, MAX_ANSWER));
    }
}
