package io.headrace.gateway.carry;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.engine.ChildException;
import io.headrace.engine.stream.StreamCarriers;
import io.headrace.engine.stream.StreamExit;
import io.headrace.engine.stream.StreamPlace;
import io.headrace.engine.stream.StreamSound;
import io.headrace.engine.stream.StreamTask;
import io.headrace.machine.SimulatedHost;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaBytes;
import io.headrace.media.MediaTime;
import io.headrace.media.SoundCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptCarrierTest {

    private static final StreamTask TASK =
            StreamTask.of(new StreamPlace.Pipe(), new StreamPlace.Pipe(), StreamSound.COPY);
    private static final AccessUnit UNIT = new AccessUnit.Sound(SoundCodec.AAC, MediaTime.ZERO, MediaBytes.EMPTY);

    private static final int TRIES = 3;

    private final SimulatedHost host = new SimulatedHost(1);
    private final FakeCarriers carriers = new FakeCarriers();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final KeptCarrier kept = keep(carriers.on(host));

    private KeptCarrier keep(StreamTools tools) {
        return new KeptCarrier(new KeptCarrier.Plan("The test", TASK, TRIES), tools, new KeptCarrier.Listener() {
            @Override
            public void began() {
                begun.incrementAndGet();
            }

            @Override
            public void givenUp() {
                givenUp.incrementAndGet();
            }
        });
    }

    @Test
    void beginsOnceAndCarries() {
        kept.offer(UNIT);
        kept.begin();
        kept.begin();
        kept.offer(UNIT);

        assertThat(carriers.started).hasSize(1);
        assertThat(carriers.started.getFirst().offered).containsExactly(UNIT);
        assertThat(begun).hasValue(1);
    }

    @Test
    void beginsAgainAWhileAfterItsEnd() {
        kept.begin();
        var from = host.moment();
        carriers.started.getFirst().end(StreamExit.LOST);
        assertThat(carriers.started).hasSize(1);

        host.run(1);

        assertThat(Duration.between(from.now(), host.moment().now())).isEqualTo(KeptCarrier.PAUSE);
        assertThat(carriers.started).hasSize(2);
        assertThat(begun).hasValue(2);
    }

    @Test
    void triesAgainWhenNothingCouldBeStarted() {
        var tries = new AtomicInteger();
        StreamCarriers failing = (task, back) -> {
            if (tries.incrementAndGet() == 1) {
                throw new ChildException.Garbled(1, "no program");
            }
            return carriers.start(task, back);
        };
        var tried = keep(new StreamTools(failing, host, Runnable::run));

        tried.begin();
        host.run(1);

        assertThat(carriers.started).hasSize(1);
    }

    @Test
    void finishesWhatItHasAndKillsWhatDoesNotEnd() {
        kept.begin();
        var end = kept.end();
        var carrier = carriers.started.getFirst();
        assertThat(carrier.finished).isTrue();
        assertThat(carrier.killed).isFalse();

        host.run(1);
        assertThat(carrier.killed).isTrue();
        assertThat(end).isNotDone();
        carrier.end(StreamExit.KILLED);
        assertThat(end).isDone();
    }

    @Test
    void staysEnded() {
        kept.begin();
        var end = kept.end();
        carriers.started.getFirst().end(StreamExit.ENDED);
        host.run(10);
        kept.begin();

        assertThat(end).isDone();
        assertThat(carriers.started).hasSize(1);
        assertThat(carriers.started.getFirst().killed).isFalse();
    }

    @Test
    void isGivenUpWhenNothingComesOfItTooOften() {
        kept.begin();
        carriers.started.getLast().end(StreamExit.UNREACHABLE);
        host.run(1);
        carriers.started.getLast().back.accept(UNIT);
        for (int i = 0; i < TRIES; i++) {
            carriers.started.getLast().end(StreamExit.LOST);
            host.run(1);
        }

        assertThat(carriers.started).hasSize(1 + TRIES);
        assertThat(givenUp).hasValue(1);
    }

    @Test
    void carriesAtOnceWhatWasBegunHere() {
        var later = new ArrayList<Runnable>();
        var here = keep(new StreamTools(carriers, host, later::add));

        here.beginHere();
        here.offer(UNIT);

        assertThat(later).isEmpty();
        assertThat(carriers.started.getFirst().offered).containsExactly(UNIT);
    }
}
