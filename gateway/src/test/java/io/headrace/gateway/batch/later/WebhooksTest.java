package io.headrace.gateway.batch.later;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.machine.Host;
import io.headrace.machine.Moment;
import io.headrace.transport.address.AddressRange;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.HostNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Clients' servers that are slow to hear, or lead elsewhere than they said. */
class WebhooksTest {

    private static final URI HOOK = URI.create("https://client.example/done");
    private static final Webhooks.Event EVENT = new Webhooks.Event("evt_1", "{}");
    private static final String OUTSIDE = "93.184.216.34";

    private final Pauses pauses = new Pauses();
    private final AtomicInteger posted = new AtomicInteger();
    private final CountDownLatch told = new CountDownLatch(1);

    /** A host whose timers the test runs. */
    private static final class Pauses implements Host {
        record Pause(Duration length, Runnable then) {}

        final BlockingQueue<Pause> asked = new LinkedBlockingQueue<>();

        Pause next() throws InterruptedException {
            var pause = asked.poll(20, TimeUnit.SECONDS);
            if (pause == null) {
                throw new AssertionError("No other try");
            }
            return pause;
        }

        @Override
        public Moment moment() {
            return new Moment(Instant.EPOCH, new Random(1));
        }

        @Override
        public <T> Mailbox<T> mailbox(String name, Consumer<T> reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            asked.add(new Pause(delay, task));
            return () -> {};
        }
    }

    private Webhooks hooks(HostNames names, Webhooks.Post post) {
        return new Webhooks(
                pauses,
                names,
                AddressRules.publicAnd(AddressRange.LOOPBACK),
                new byte[] {1},
                (place, headers, body) -> {
                    posted.incrementAndGet();
                    return post.post(place, headers, body);
                });
    }

    private static HostNames at(String address) {
        return _ -> List.of(InetAddress.ofLiteral(address));
    }

    @Test
    void triesForAboutADayWithPausesThatGrowToAnHour() throws Exception {
        var silent = hooks(at(OUTSIDE), (_, _, _) -> {
            throw new IOException("Nobody answers");
        });
        silent.tell(HOOK, EVENT, told::countDown);

        var lengths = new ArrayList<Duration>();
        while (lengths.size() < 29) {
            var pause = pauses.next();
            lengths.add(pause.length());
            pause.then().run();
        }

        assertThat(lengths).isSorted().startsWith(Duration.ofSeconds(2)).endsWith(Duration.ofHours(1));
        assertThat(lengths.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofHours(18), Duration.ofHours(30));
        assertThat(told.getCount()).as("nobody heard").isEqualTo(1);
    }

    @Test
    void anAnswerThatIsNoYesIsNone() throws Exception {
        int[] statuses = {302, 404, 500, 199, 204};
        var moody = hooks(at(OUTSIDE), (_, _, _) -> statuses[posted.get() - 1]);
        moody.tell(HOOK, EVENT, told::countDown);

        for (int tries = 1; tries < statuses.length; tries++) {
            pauses.next().then().run();
        }

        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(posted).hasValue(statuses.length);
        assertThat(pauses.asked).isEmpty();
    }

    /** A name may lead into our own network by the time it is asked. */
    @Test
    void looksTheNameUpAtEachTry() throws Exception {
        var lookedUp = new AtomicInteger();
        var turning = hooks(
                host -> at(lookedUp.incrementAndGet() <= 1 ? OUTSIDE : "10.0.0.1")
                        .addresses(host),
                (_, _, _) -> 503);

        turning.tell(HOOK, EVENT, told::countDown);
        pauses.next().then().run();
        pauses.next();

        assertThat(lookedUp).hasValue(2);
        assertThat(posted).as("asked while it led outside alone").hasValue(1);
    }
}
