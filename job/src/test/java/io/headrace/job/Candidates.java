package io.headrace.job;

import io.headrace.crypto.EthAddress;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Candidate.Acceptable;
import io.headrace.job.selection.Candidate.Load;
import io.headrace.job.selection.Candidate.Offer;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Price;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Orchestrators and offers that are right in every respect, for tests to change one thing of. */
public final class Candidates {

    private Candidates() {}

    public static Orchestrator orchestrator(int number) {
        var address = new byte[EthAddress.LENGTH];
        address[0] = (byte) number;
        return new Orchestrator(EthAddress.of(address), URI.create("https://orchestrator-" + number + ":8935"));
    }

    /** A newcomer without a flaw. */
    public static Offer offer(long price) {
        return new Offer(
                Optional.of(Price.of(price, 1)),
                List.of(),
                Load.UNKNOWN,
                new Acceptable(),
                Duration.ofMillis(20),
                OptionalDouble.empty());
    }

    public static Candidate candidate(int number, long price) {
        return new Candidate(orchestrator(number), offer(price));
    }

    /** It asks for more deposit or reserve than there is. */
    public static Candidate unfunded(int number) {
        return new Candidate(orchestrator(number), new Candidate.Unfunded("insufficient sender reserve"));
    }

    public static Candidate silent(int number) {
        return new Candidate(orchestrator(number), new Candidate.Silence("connection refused"));
    }

    public static Candidate known(int number, long price, double latencyScore) {
        return new Candidate(
                orchestrator(number),
                new Offer(
                        Optional.of(Price.of(price, 1)),
                        List.of(),
                        Load.UNKNOWN,
                        new Acceptable(),
                        Duration.ofMillis(20),
                        OptionalDouble.of(latencyScore)));
    }
}
