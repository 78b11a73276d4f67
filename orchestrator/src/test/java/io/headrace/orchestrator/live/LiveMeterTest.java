package io.headrace.orchestrator.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.live.Flow;
import io.headrace.trickle.Channel;
import io.headrace.trickle.ChannelName;
import io.headrace.trickle.Channels;
import io.headrace.trickle.LocalPublisher;
import io.headrace.trickle.TrickleLimits;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LiveMeterTest {

    private static final ChannelName NAME = new ChannelName("input");

    private final Channels channels = Channels.silent(TrickleLimits.DEFAULT, () -> 0);
    private final PictureStream stream = new PictureStream();
    private final CountDownLatch closed = new CountDownLatch(1);

    @Test
    void countsWhatCameWhenTheChannelEnds() throws Exception {
        channels.create(NAME, "video/MP2T");
        Channel input = channels.find(NAME).orElseThrow();
        var meter = LiveMeter.start(input, closed::countDown);
        long bytes = 0;
        try (var publisher = LocalPublisher.of(channels, input, 0)) {
            for (int i = 0; i < 4; i++) {
                var segment = stream.segment(10);
                bytes += segment.remaining();
                publisher.publish(segment);
            }
            publisher.publish(ByteBuffer.allocate(0));
            awaitPixels(meter, 40 * PictureStream.PIXELS);
        }

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(meter.flow()).isEqualTo(new Flow(bytes, 40 * PictureStream.PIXELS));
    }

    @Test
    void countsWhileASegmentIsStillBeingWritten() throws Exception {
        channels.create(NAME, "video/MP2T");
        Channel input = channels.find(NAME).orElseThrow();
        var meter = LiveMeter.start(input, closed::countDown);
        try (var publisher = LocalPublisher.of(channels, input, 0);
                var segment = publisher.next()) {
            segment.write(stream.segment(5));

            awaitPixels(meter, 5 * PictureStream.PIXELS);
        }
    }

    @Test
    void waitsForTheFirstSegmentForAsLongAsASessionMayStandBy() throws Exception {
        var nanos = new AtomicLong();
        var limits = LiveConfig.DEFAULT.trickle();
        var patient = Channels.silent(limits, nanos::get);
        patient.create(NAME, "video/MP2T");
        Channel input = patient.find(NAME).orElseThrow();
        var meter = LiveMeter.start(input, closed::countDown);
        awaitReader(input);
        nanos.addAndGet(limits.readerPatience().toNanos());
        patient.tick();
        try (var publisher = LocalPublisher.of(patient, input, 0)) {
            publisher.publish(stream.segment(5));

            awaitPixels(meter, 5 * PictureStream.PIXELS);
        }
    }

    private static void awaitReader(Channel input) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (input.readers() == 0 && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(input.readers()).isEqualTo(1);
    }

    private static void awaitPixels(LiveMeter meter, long pixels) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (meter.flow().pixels() < pixels && System.nanoTime() < patience) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(meter.flow().pixels()).isEqualTo(pixels);
    }
}
