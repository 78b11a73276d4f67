package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.media.AccessUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Begins work that remembers what it is given, for tests outside this package. */
public final class WorkNotes implements StreamWork.Maker {

    private final Map<String, RealtimeOrder> orders = new HashMap<>();
    private final Map<String, FakeWork> works = new HashMap<>();

    @Override
    public StreamWork begin(RealtimeOrder order, OutputFan output) {
        orders.put(order.name(), order);
        var work = new FakeWork(output);
        works.put(order.name(), work);
        return work;
    }

    public RealtimeOrder order(String stream) {
        return Objects.requireNonNull(orders.get(stream));
    }

    public List<AccessUnit> input(String stream) {
        return Objects.requireNonNull(works.get(stream)).input;
    }
}
