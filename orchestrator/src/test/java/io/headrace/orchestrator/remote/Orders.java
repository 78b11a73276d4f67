package io.headrace.orchestrator.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.UnitId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.media.Container;
import io.headrace.media.Ladder;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.SourceSegment;
import io.headrace.wire.delivery.Delivery;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Orders of two renditions, and what becomes of them. */
final class Orders {

    static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");
    static final Ladder LADDER = new Ladder(List.of(Profile.h264(426, 240, 600_000), Profile.h264(256, 144, 400_000)));

    private Orders() {}

    static WorkOrder order(int number) {
        return order(SESSION, number);
    }

    static WorkOrder order(SessionId session, int number) {
        return order(session, number, Duration.ofSeconds(2));
    }

    static WorkOrder order(SessionId session, int number, Duration duration) {
        var source = new SourceSegment(number, Duration.ZERO, duration, Container.MPEG_TS, media(1_000, number));
        return new WorkOrder(
                new UnitId(session, number), source, LADDER, Optional.empty(), false, Duration.ofSeconds(20));
    }

    static MediaBytes media(int length, int fill) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) fill);
        return MediaBytes.owning(bytes);
    }

    static Delivery.Transcoded delivery(int renditions) {
        return new Delivery.Transcoded(IntStream.range(0, renditions)
                .mapToObj(i -> new Delivery.Part("video/mp2t", new PixelCount(100 + i), media(500, i)))
                .toList());
    }

    /** Keeps what was reported. */
    static final class Reported implements Workshop.Reports {
        private final LinkedBlockingQueue<Worker> begun = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Outcome> ended = new LinkedBlockingQueue<>();

        @Override
        public void begun(Worker worker) {
            begun.add(worker);
        }

        @Override
        public void ended(Outcome outcome) {
            ended.add(outcome);
        }

        Worker worker() throws InterruptedException {
            return Optional.ofNullable(begun.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        Outcome outcome() throws InterruptedException {
            return Optional.ofNullable(ended.poll(20, TimeUnit.SECONDS)).orElseThrow();
        }

        boolean silent() {
            return ended.isEmpty();
        }
    }
}
