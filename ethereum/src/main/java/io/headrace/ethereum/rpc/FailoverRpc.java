package io.headrace.ethereum.rpc;

import static java.util.Comparator.comparingLong;

import io.headrace.chain.ChainUnavailable;
import io.headrace.machine.NanoTicker;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Several endpoints as one. They are asked in the order in which they are configured, so that a healthy first one
 * answers everything and a reader does not jump between views of the chain. One that fails rests for a while; one that
 * follows another chain is refused for good; one that is far behind the best, or that tells what cannot be true, is
 * passed over. While all rest, the one whose rest ends first is asked: trying costs less than refusing.
 *
 * <p>A refusal counts only if no endpoint before may have done what was asked: who took a transaction and broke off
 * makes the next one say that the nonce is used, or the money gone.
 *
 * <p>Any thread. A call blocks until an answer, a refusal or its limit, which the attempts share.
 */
public final class FailoverRpc implements JsonRpc {

    private static final Question<BigInteger> CHAIN_ID = Question.of("eth_chainId", Reading::number);
    private static final Question<Long> HEAD =
            Question.of("eth_blockNumber", Reading::longNumber).telling(head -> head);

    private final List<WatchedEndpoint> endpoints;
    private final FailoverConfig config;
    private final NanoTicker ticker;

    /** @param endpoints the preferred one first */
    public FailoverRpc(List<? extends Endpoint> endpoints, FailoverConfig config, NanoTicker ticker) {
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("No endpoint of the chain is named; at least one is needed");
        }
        this.endpoints = endpoints.stream().map(WatchedEndpoint::new).toList();
        this.config = config;
        this.ticker = ticker;
    }

    @Override
    public <T> T ask(Question<T> question, Duration limit) {
        long deadline = ticker.nanos() + limit.toNanos();
        var candidates = candidates();
        var complaints = new ArrayList<String>();
        boolean inDoubt = false;
        for (int i = 0; i < candidates.size(); i++) {
            long left = deadline - ticker.nanos();
            if (left <= 0) {
                complaints.add("the limit of " + limit + " was reached");
                break;
            }
            var endpoint = candidates.get(i);
            try {
                return attempt(endpoint, question, Duration.ofNanos(left / (candidates.size() - i)));
            } catch (EndpointFault fault) {
                endpoint.update(health ->
                        health.failed(fault.what(), ticker.nanos(), config.firstRest(), config.longestRest()));
                complaints.add(endpoint.name() + ": " + fault.what());
                inDoubt |= fault.mayHaveActed();
            } catch (RpcRefusal refusal) {
                throw inDoubt && refusal.reason() != RpcRefusal.Reason.ALREADY_KNOWN
                        ? doubtful(question.method(), complaints, refusal)
                        : refusal;
            }
        }
        throw unavailable(question.method(), complaints);
    }

    /** Those that may be asked: the rested ones in their order, or else the one whose rest ends first. */
    private List<WatchedEndpoint> candidates() {
        long now = ticker.nanos();
        var usable = endpoints.stream()
                .filter(endpoint -> endpoint.health().standing() != EndpointHealth.Standing.REFUSED)
                .toList();
        var rested = usable.stream()
                .filter(endpoint -> !endpoint.health().rests(now))
                .toList();
        return !rested.isEmpty()
                ? rested
                : usable.stream()
                        .min(comparingLong(endpoint -> endpoint.health().restUntilNanos() - now))
                        .stream()
                        .toList();
    }

    private <T> T attempt(WatchedEndpoint endpoint, Question<T> question, Duration limit) {
        if (endpoint.health().standing() == EndpointHealth.Standing.UNVERIFIED) {
            verify(endpoint, limit);
        }
        if (endpoint.health().head() < question.neededHead()) {
            long head = exchange(endpoint, HEAD, limit);
            if (head < question.neededHead()) {
                throw new EndpointFault("it has seen block " + head + ", not yet " + question.neededHead(), false);
            }
        }
        return exchange(endpoint, question, limit);
    }

    private void verify(WatchedEndpoint endpoint, Duration limit) {
        var id = exchange(endpoint, CHAIN_ID, limit);
        if (!id.equals(BigInteger.valueOf(config.chainId()))) {
            String why = "it follows chain " + id + ", not " + config.chainId() + "; it is not asked again";
            endpoint.update(health -> health.refused(why));
            throw new EndpointFault(why, false);
        }
        exchange(endpoint, HEAD, limit);
        endpoint.update(EndpointHealth::verified);
    }

    private <T> T exchange(WatchedEndpoint endpoint, Question<T> question, Duration limit) {
        return switch (endpoint.ask(question.method(), question.parameters(), limit)) {
            case Reply.Result(var value) -> {
                T read = read(question, value);
                noteHead(endpoint, question.head().applyAsLong(read));
                endpoint.update(EndpointHealth::answered);
                yield read;
            }
            case Reply.Refused(var refusal) -> {
                endpoint.update(EndpointHealth::answered);
                throw refusal;
            }
            case Reply.Fault(var what) -> throw new EndpointFault(what, question.acts());
            case Reply.Untried(var what) -> throw new EndpointFault(what, false);
        };
    }

    private static <T> T read(Question<T> question, JsonNode value) {
        try {
            return question.reader().apply(value);
        } catch (IllegalArgumentException malformed) {
            throw new EndpointFault(
                    "what it answers " + question.method() + " cannot be right: " + malformed.getMessage(),
                    question.acts());
        }
    }

    private void noteHead(WatchedEndpoint endpoint, long head) {
        if (head < 0) {
            return;
        }
        endpoint.update(health -> health.atHead(head));
        long best = Heads.best(endpoints.stream()
                .filter(other -> other.health().standing() != EndpointHealth.Standing.REFUSED)
                .map(other -> other.health().head())
                .toList());
        if (head < best - config.maxLagBlocks()) {
            throw new EndpointFault("its head " + head + " lags " + (best - head) + " blocks behind", false);
        }
    }

    private ChainUnavailable doubtful(String method, List<String> complaints, RpcRefusal refusal) {
        return new ChainUnavailable(
                "Nobody knows whether an endpoint of chain " + config.chainId() + " did " + method + ": "
                        + String.join("; ", complaints) + "; and then another refused: " + refusal.getMessage(),
                false,
                refusal);
    }

    private ChainUnavailable unavailable(String method, List<String> complaints) {
        boolean somebodyLeft = endpoints.stream()
                .anyMatch(endpoint -> endpoint.health().standing() != EndpointHealth.Standing.REFUSED);
        var refused = endpoints.stream()
                .filter(endpoint -> endpoint.health().standing() == EndpointHealth.Standing.REFUSED)
                .map(endpoint -> endpoint.name() + ": " + endpoint.health().lastFault());
        String all = Stream.concat(complaints.stream(), refused).distinct().collect(Collectors.joining("; "));
        return new ChainUnavailable(
                "No endpoint of chain " + config.chainId() + " answered " + method + ": " + all, somebodyLeft);
    }
}
