package io.headrace.node.role;

import io.headrace.engine.media.MediaChildren;
import io.headrace.engine.media.MediaEngine;
import io.headrace.machine.NanoTicker;
import io.headrace.worker.Engines;
import io.headrace.worker.device.DeviceEngines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The children of a node that works itself: some for the processor, or some for each of its cards. */
final class DeviceFloor implements AutoCloseable {

    private final Engines engines;
    private final List<MediaChildren> children;

    private DeviceFloor(Engines engines, List<MediaChildren> children) {
        this.engines = engines;
        this.children = children;
    }

    /** @param slots of each device */
    static DeviceFloor open(Path natives, Devices devices, int slots, NanoTicker ticker) {
        if (devices.nvidia().isEmpty()) {
            var pool = MediaPrograms.open(natives, slots);
            return new DeviceFloor(Engines.one(pool), List.of(pool));
        }
        var children = new ArrayList<MediaChildren>();
        var places = new ArrayList<List<MediaEngine>>();
        for (var card : devices.nvidia()) {
            var own = Stream.generate(() -> MediaPrograms.open(natives, card.device(), devices.onFailure()))
                    .limit(slots)
                    .toList();
            children.addAll(own);
            places.add(List.copyOf(own));
        }
        return new DeviceFloor(new DeviceEngines(places, ticker), children);
    }

    Engines engines() {
        return engines;
    }

    @Override
    public void close() {
        children.forEach(MediaChildren::close);
    }
}
