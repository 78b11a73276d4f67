package io.headrace.gateway.realtime.flow;

import io.headrace.machine.ThreadHost;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.tricklehttp.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A stream between a camera and an audience, and the orchestrators that it may use. */
final class FlowStage implements AutoCloseable {

    /** Twice as fast as the stream's own clock. */
    private static final long FRAME_NANOS = Duration.ofMillis(16).toNanos();

    private static final int GOP = 30;

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final ThreadHost host = new ThreadHost(InstantSource.system(), new SplittableRandom(1));
    private final List<AutoCloseable> others = new ArrayList<>();
    final Audience audience = new Audience();
    final StreamFlow flow;
    private long dueNanos = System.nanoTime();

    /** With patience: nobody fails because the machine is busy. */
    FlowStage() {
        this(limits(Duration.ofSeconds(15), FlowLimits.DEFAULT.keepAlive(), 20));
    }

    /** The default ones but for these; the waits for output are as long as for the first. */
    static FlowLimits limits(Duration stall, Duration keepAlive, int backlogSegments) {
        var limits = FlowLimits.DEFAULT;
        return new FlowLimits(
                stall,
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                limits.silence(),
                limits.hand(),
                keepAlive,
                limits.segment(),
                limits.segmentBytes(),
                limits.backlogBytes(),
                backlogSegments,
                limits.callbacks());
    }

    FlowStage(FlowLimits limits) {
        flow = StreamFlow.start(limits, new FlowTools(http, host, System::nanoTime, Pause.real()), audience);
    }

    <T extends AutoCloseable> T with(T other) {
        others.add(other);
        return other;
    }

    /** The camera shows these, each when it is due. */
    void frames(int from, int to) {
        for (int frame = from; frame < to; frame++) {
            dueNanos = Math.max(dueNanos + FRAME_NANOS, System.nanoTime());
            while (System.nanoTime() < dueNanos) {
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
            flow.picture(Units.of(frame, GOP));
        }
    }

    /** With Opus beside. */
    void framesWithSound(int from, int to) {
        for (int frame = from; frame < to; frame++) {
            frames(frame, frame + 1);
            long until = (frame + 1L) * Units.FRAME;
            for (long at = Math.ceilDiv((long) frame * Units.FRAME, Units.OPUS_FRAME) * Units.OPUS_FRAME;
                    at < until;
                    at += Units.OPUS_FRAME) {
                flow.sound(Units.opus(at));
            }
        }
    }

    void untilShown(long frame) {
        audience.until(() -> audience.frames().contains(frame));
    }

    @Override
    public void close() {
        flow.close();
        others.reversed().forEach(FlowStage::close);
        http.close();
        host.close();
    }

    private static void close(AutoCloseable other) {
        try {
            other.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
