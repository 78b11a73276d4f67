package io.headrace.gateway.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurveyTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final URI ALDER = URI.create("https://alder.test:8935");

    @Test
    void asksEverybodyAndABoundedNumberAtATime() throws Exception {
        var asked = ConcurrentHashMap.newKeySet();
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var full = new CountDownLatch(Survey.AT_ONCE);

        try (var survey = new Survey(service -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            full.countDown();
            await(full);
            asked.add(service);
            now.decrementAndGet();
        })) {
            survey.ask(services(1_000)).get(LONG.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(asked).hasSize(1_000);
        assertThat(most).hasValue(Survey.AT_ONCE);
    }

    @Test
    void asksNobodyTwiceAtTheSameTime() throws Exception {
        var questions = new AtomicInteger();
        var released = new CountDownLatch(1);
        try (var survey = new Survey(_ -> {
            questions.incrementAndGet();
            await(released);
        })) {
            var first = survey.ask(List.of(ALDER));
            var second = survey.ask(List.of(ALDER));
            released.countDown();
            CompletableFuture.allOf(first, second).get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(questions).hasValue(1);

            survey.ask(List.of(ALDER)).get(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(questions).hasValue(2);
        }
    }

    @Test
    void goesOnAtALookWhenSomebodyIsUsable() throws Exception {
        var looks = new AtomicInteger();

        Survey.await(new CompletableFuture<>(), MOMENT, () -> looks.incrementAndGet() == 3);

        assertThat(looks).hasValue(3);
    }

    @Test
    void goesOnInTheEndAlthoughNobodyIsUsable() throws Exception {
        var looks = new AtomicInteger();

        Survey.await(new CompletableFuture<>(), MOMENT, () -> looks.incrementAndGet() < 0);

        assertThat(looks).hasValue(5);
    }

    @Test
    void waitsForNobodyWhenAllHaveAnswered() throws Exception {
        var looks = new AtomicInteger();

        Survey.await(CompletableFuture.completedFuture(null), LONG, () -> looks.incrementAndGet() < 0);

        assertThat(looks).hasValue(0);
    }

    @Test
    void asksNobodyOnceItIsClosed() throws Exception {
        var asked = new AtomicInteger();
        var survey = new Survey(_ -> asked.incrementAndGet());
        survey.close();

        survey.ask(List.of(ALDER)).get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThat(asked).hasValue(0);
    }

    @Test
    void tellsWhoWaitsOfABug() {
        try (var survey = new Survey(_ -> {
            throw new IllegalStateException("moonlight");
        })) {
            var answers = survey.ask(Set.of(ALDER));

            assertThatThrownBy(() -> Survey.await(answers, LONG, () -> false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasStackTraceContaining("moonlight");
        }
    }

    private static List<URI> services(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> URI.create("https://o" + number + ".test:8935"))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
