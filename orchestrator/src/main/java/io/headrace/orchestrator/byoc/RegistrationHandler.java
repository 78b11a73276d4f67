package io.headrace.orchestrator.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.byoc.ContainerRegistration;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;

/**
 * Lets containers in and out: {@code POST /capability/register} and {@code /unregister} (pipelines section 5.1). A wrong
 * secret is 400, because applications of the network give up at that and try again at anything else.
 */
final class RegistrationHandler {

    private static final int MAX_BODY = 262_144;
    private static final String JSON = "application/json";

    private final WorkerSecret secret;
    private final AppDesk desk;

    RegistrationHandler(WorkerSecret secret, AppDesk desk) {
        this.secret = secret;
        this.desk = desk;
    }

    void register(Exchange exchange, PathParameters path) throws IOException {
        if (mayEnter(exchange)) {
            try {
                desk.register(ContainerRegistration.decode(body(exchange)));
                exchange.answer(200, JSON, "ok");
            } catch (UnreadableException unreadable) {
                refuse(exchange, unreadable.sentence());
            } catch (RefusedException refused) {
                refuse(exchange, refused.sentence());
            } catch (InterruptedException stopping) {
                throw JobAnswers.interrupted();
            }
        }
    }

    void unregister(Exchange exchange, PathParameters path) throws IOException {
        if (mayEnter(exchange)) {
            // Nobody is registered under what is no name; existing nodes say that all is well.
            var name = JobCheck.name(body(exchange).strip());
            try {
                if (name.isPresent()) {
                    desk.unregister(name.get());
                }
            } catch (InterruptedException stopping) {
                throw JobAnswers.interrupted();
            }
            exchange.answer(200, JSON, "ok");
        }
    }

    private boolean mayEnter(Exchange exchange) throws IOException {
        if (!exchange.method().equals("POST")) {
            JobAnswers.refuse(exchange, JobRefusal.METHOD, "");
            return false;
        }
        if (!secret.matches(exchange.headers().first("Authorization").orElse(""))) {
            JobAnswers.refuse(exchange, JobRefusal.REGISTRATION_SECRET, "");
            return false;
        }
        return true;
    }

    private static String body(Exchange exchange) throws IOException {
        return new String(exchange.body().readAll(MAX_BODY), UTF_8);
    }

    /** As existing nodes say it: text that calls itself JSON, without an end of line. */
    private static void refuse(Exchange exchange, String sentence) throws IOException {
        exchange.answer(400, JSON, "Error registering capability: " + sentence);
    }
}
