package io.headrace.wire;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one model runs on.
 *
 * @param pipeline its name
 * @param gpus by their index within the machine, as text
 */
public record ModelHardware(String pipeline, String model, Map<String, Gpu> gpus) {
    public ModelHardware {
        gpus = Collections.unmodifiableMap(new TreeMap<>(gpus));
    }

    /**
     * A graphics card.
     *
     * @param id of the vendor, unique in the world
     * @param computeMajor of its compute capability
     */
    public record Gpu(
            String id, String name, int computeMajor, int computeMinor, long memoryFreeBytes, long memoryTotalBytes) {}
}
