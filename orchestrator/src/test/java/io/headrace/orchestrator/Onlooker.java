package io.headrace.orchestrator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.pipeline.Offering;
import io.headrace.transport.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What a test sees of an orchestrator without being part of it. */
public final class Onlooker {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Onlooker() {}

    /** Watches until it is so; fails after 20 s. */
    public static void await(BooleanSupplier condition) {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", PATIENCE).isLessThan(patience);
            LockSupport.parkNanos(1_000_000);
        }
    }

    public static String text(Answer answer) throws IOException {
        return new String(answer.readAll(), UTF_8);
    }

    /** Places that are taken, of all who offer something. */
    public static int inUse(List<Offering> offerings) {
        return offerings.stream()
                .flatMap(offering -> offering.models().values().stream())
                .mapToInt(model -> model.capacityInUse())
                .sum();
    }
}
