package io.headrace.sdk.serve;

import io.headrace.sdk.register.Orchestrator;
import io.headrace.sdk.register.Registration;
import io.headrace.sdk.register.RegistrationRefusedException;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** An {@link Enrolment} in force; closing it takes the server back from its orchestrator. */
sealed interface Enrolled extends AutoCloseable {
    @Override
    void close();

    /** @param whenRefused told, on another thread, when an orchestrator will not have the server */
    static Enrolled start(
            Enrolment enrolment,
            BooleanSupplier busy,
            RandomGenerator chance,
            Consumer<RegistrationRefusedException> whenRefused) {
        return switch (enrolment) {
            case Enrolment.Nowhere() -> new Nowhere();
            case Enrolment.At(var url, var secret, var offer, var rhythm) -> {
                var client = HttpClient.start(ClientConfig.FOR_NODES);
                var orchestrator = new Orchestrator(url, secret, client);
                yield new At(Registration.start(orchestrator, offer, rhythm, busy, chance, whenRefused), client);
            }
        };
    }

    record Nowhere() implements Enrolled {
        @Override
        public void close() {}
    }

    record At(Registration registration, HttpClient client) implements Enrolled {
        @Override
        public void close() {
            registration.close();
            client.close();
        }
    }
}
