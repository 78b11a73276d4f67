package io.headrace.simulation.chain;

import io.headrace.chain.transaction.Refusal;
import io.headrace.chain.transaction.Transaction;
import io.headrace.chain.transaction.TransactionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One process's way to the chain: asks the endpoint that answered last, and the others in turn when it does not. What a
 * process asked still happens after its death; the answer reaches nobody.
 */
final class Connection {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final String SILENCE = "no endpoint answered";

    private final ChainWorld world;
    private final BooleanSupplier alive;
    private int preferred;

    Connection(ChainWorld world, BooleanSupplier alive) {
        this.world = world;
        this.alive = alive;
        this.preferred = world.draw(world.endpoints.size());
    }

    /** @param silence told when none of them answered */
    <T> void ask(Function<Endpoint, T> question, Consumer<T> answer, Consumer<String> silence) {
        ask(question, answer, silence, 1);
    }

    private <T> void ask(Function<Endpoint, T> question, Consumer<T> answer, Consumer<String> silence, int asked) {
        world.host.after(way(), () -> {
            var endpoint = world.endpoints.get(preferred);
            if (answers(endpoint)) {
                var known = question.apply(endpoint);
                world.host.after(way(), () -> heard(answer, known));
            } else {
                world.host.after(patience(endpoint), () -> {
                    if (asked == failOver()) {
                        heard(silence, SILENCE);
                    } else {
                        ask(question, answer, silence, asked + 1);
                    }
                });
            }
        });
    }

    /**
     * Sends to one endpoint after the other until one answers. After one that did not answer, and so may have it, a
     * refusal by the next says nothing.
     */
    void send(Transaction transaction, Sent sent, Consumer<TransactionEvent> told) {
        send(transaction.nonce(), sent, told, 1);
    }

    private void send(long nonce, Sent sent, Consumer<TransactionEvent> told, int asked) {
        world.host.after(way(), () -> {
            var endpoint = world.endpoints.get(preferred);
            if (answers(endpoint)) {
                var answer = answer(nonce, endpoint.send(sent), asked > 1);
                world.host.after(way(), () -> heard(told, answer));
            } else {
                takeAllTheSame(endpoint, sent);
                world.host.after(patience(endpoint), () -> {
                    if (asked == failOver()) {
                        heard(told, new TransactionEvent.SendFailed(nonce, SILENCE));
                    } else {
                        send(nonce, sent, told, asked + 1);
                    }
                });
            }
        });
    }

    private void takeAllTheSame(Endpoint endpoint, Sent sent) {
        if (world.draw(2) == 0) {
            var _ = endpoint.send(sent);
        }
    }

    private static TransactionEvent answer(long nonce, Optional<Refusal> refusal, boolean doubtful) {
        if (refusal.isEmpty()) {
            return new TransactionEvent.Sent(nonce);
        }
        return doubtful && !(refusal.get() instanceof Refusal.AlreadyKnown)
                ? new TransactionEvent.SendFailed(
                        nonce,
                        "refused after another endpoint may have taken it: "
                                + refusal.get().text())
                : new TransactionEvent.Refused(nonce, refusal.get());
    }

    private static boolean answers(Endpoint endpoint) {
        return !endpoint.is(ChainFault.ENDPOINT_HUNG) && !endpoint.is(ChainFault.ENDPOINT_ERROR);
    }

    private static Duration patience(Endpoint endpoint) {
        return endpoint.is(ChainFault.ENDPOINT_HUNG) ? PATIENCE : Duration.ZERO;
    }

    /** How many there are. */
    private int failOver() {
        preferred = (preferred + 1) % world.endpoints.size();
        return world.endpoints.size();
    }

    private <T> void heard(Consumer<T> reader, T answer) {
        if (alive.getAsBoolean()) {
            reader.accept(answer);
        }
    }

    private Duration way() {
        return world.between(20, 300);
    }
}
