package io.headrace.orchestrator.runner.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.runner.answer.RunnerAnswers;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.runner.HeartbeatAnswer;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets runners in and out: {@code POST /runners/heartbeat} and {@code /runners/{id}/unregister} (real-time reference
 * section 9.1).
 *
 * <pre>
 * 400  a field, an address or a price that is not taken; a runner that the operator named
 * 401  the wrong secret: the orchestrator's for the first heartbeat, then the runner's own
 * 404  only those that the operator names may be here; nobody to unregister
 * </pre>
 */
final class HeartbeatHandler {

    static final String UNREGISTER = "/runners/{runner}/unregister";

    private static final int MAX_BODY = 1 << 20;
    private static final String JSON = "application/json";

    private final RegistrationRules rules;
    private final RunnerDesk desk;
    private final Registrar registrar;
    private final RunnerNews news;
    private final Supplier<String> serviceUri;

    HeartbeatHandler(
            RegistrationRules rules,
            RunnerDesk desk,
            Registrar registrar,
            RunnerNews news,
            Supplier<String> serviceUri) {
        this.rules = rules;
        this.desk = desk;
        this.registrar = registrar;
        this.news = news;
        this.serviceUri = serviceUri;
    }

    void heartbeat(Exchange exchange, PathParameters path) throws IOException, InterruptedException {
        if (!rules.open()) {
            exchange.refuse(404, "live runners do not register here");
            return;
        }
        try {
            var card = RunnerHeartbeat.decode(new String(exchange.body().readAll(MAX_BODY), UTF_8));
            var known = desk.find(card.runnerId());
            if (known.isPresent()) {
                renew(exchange, known.get(), card);
            } else if (rules.secret().matches(authorization(exchange))) {
                answer(exchange, registrar.register(card), true);
            } else {
                exchange.refuse(401, "invalid registration authorization");
            }
        } catch (UnreadableException unreadable) {
            exchange.refuse(400, unreadable.sentence());
        } catch (RefusedException refused) {
            exchange.refuse(400, refused.sentence());
        }
    }

    private void renew(Exchange exchange, Runner runner, RunnerHeartbeat card)
            throws IOException, RefusedException, InterruptedException {
        if (runner.isStatic()) {
            exchange.refuse(400, "this runner is named by the orchestrator's operator");
        } else if (!runner.identity().keys().isHeartbeatSecret(authorization(exchange))) {
            exchange.refuse(401, "invalid heartbeat authorization");
        } else {
            var renewed = registrar.renew(runner, card);
            if (renewed.isPresent()) {
                answer(exchange, renewed.get(), false);
            } else {
                exchange.refuse(404, RunnerAnswers.NO_RUNNER);
            }
        }
    }

    private void answer(Exchange exchange, Runner runner, boolean isFirst) throws IOException {
        var first = isFirst
                ? Optional.of(
                        new HeartbeatAnswer.First(runner.identity().keys().heartbeatSecret(), news.channel(runner)))
                : Optional.<HeartbeatAnswer.First>empty();
        var answer = new HeartbeatAnswer(
                runner.id(),
                serviceUri.get(),
                rules.pace().heartbeat(),
                rules.pace().timeToLive(),
                first,
                runner.sessions());
        exchange.answer(200, JSON, answer.encode());
    }

    void unregister(Exchange exchange, PathParameters path) throws IOException, InterruptedException {
        var known = desk.find(path.get("runner"));
        if (known.isEmpty()) {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        } else if (known.get().isStatic()) {
            exchange.refuse(400, "this runner is named by the orchestrator's operator");
        } else if (!known.get().identity().keys().isHeartbeatSecret(authorization(exchange))) {
            exchange.refuse(401, RunnerAnswers.UNAUTHORIZED);
        } else if (registrar.unregister(known.get())) {
            exchange.answer(204);
        } else {
            exchange.refuse(404, RunnerAnswers.NO_RUNNER);
        }
    }

    private static String authorization(Exchange exchange) {
        return exchange.headers().first("Authorization").orElse("");
    }
}
