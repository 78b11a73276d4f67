package io.headrace.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.Requests;
import io.headrace.admission.WorkOrder;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import io.headrace.media.request.SegmentFile;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeviceEnginesTest {

    private final List<List<MediaEngine>> places =
            List.of(List.of(new Idle("0/0"), new Idle("0/1")), List.of(new Idle("1/0"), new Idle("1/1")));
    private final DeviceEngines engines = new DeviceEngines(places, () -> 0);

    @Test
    void spreadsSessionsAndKeepsEach() {
        var first = engines.of(order("a"));
        var second = engines.of(order("b"));

        assertThat(List.of(first, second))
                .containsExactly(places.get(0).get(0), places.get(1).get(0));
        assertThat(engines.of(order("a"))).isSameAs(first);
        assertThat(engines.of(order("b"))).isSameAs(second);
    }

    @Test
    void mayBindASessionThatFailedToAnotherDevice() {
        var order = order("a");
        var first = engines.of(order);

        engines.over(order.unit().session());

        assertThat(engines.of(order)).isNotSameAs(first);
    }

    @Test
    void wantsAsManyPlacesOfEachDevice() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceEngines(List.of(), () -> 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceEngines(
                        List.of(List.of(new Idle("0/0")), List.of(new Idle("1/0"), new Idle("1/1"))), () -> 0));
    }

    private static WorkOrder order(String session) {
        return Requests.order(Requests.unit(session, 1));
    }

    /** Is never asked. */
    private record Idle(String name) implements MediaEngine {
        @Override
        public <R extends MediaReply.Final> MediaAnswer<R> ask(
                MediaRequest<R> request, Duration patience, Consumer<SegmentFile> segments) {
            throw new IllegalStateException(name + " was asked " + request);
        }
    }
}
