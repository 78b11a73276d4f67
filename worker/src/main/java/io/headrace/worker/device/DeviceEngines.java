package io.headrace.worker.device;

import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.engine.media.MediaEngine;
import io.headrace.machine.NanoTicker;
import io.headrace.worker.Engines;
import java.util.List;

/** The engines of several devices, with the sessions spread over them. Thread-safe. */
public final class DeviceEngines implements Engines {

    private final List<List<MediaEngine>> places;
    private final NanoTicker ticker;
    private DeviceBalance balance;

    /** @param places for each device one engine per place; as many of each, at least one */
    public DeviceEngines(List<List<MediaEngine>> places, NanoTicker ticker) {
        this.places = places.stream().map(List::copyOf).toList();
        this.ticker = ticker;
        if (places.isEmpty() || places.stream().mapToInt(List::size).distinct().count() != 1) {
            throw new IllegalArgumentException("Each device has as many places as the others: "
                    + places.stream().map(List::size).toList());
        }
        this.balance = DeviceBalance.of(places.size(), places.getFirst().size());
    }

    @Override
    public synchronized MediaEngine of(WorkOrder order) {
        var seating = balance.seat(order.unit().session(), DeviceBalance.load(order.ladder()), ticker.nanos());
        balance = seating.balance();
        return places.get(seating.seat().device()).get(seating.seat().place());
    }

    @Override
    public synchronized void over(SessionId session) {
        balance = balance.without(session);
    }
}
