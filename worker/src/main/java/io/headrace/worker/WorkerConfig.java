package io.headrace.worker;

import io.headrace.media.request.Preset;

/**
 * A worker in the node's own process.
 *
 * @param name by which people and journals know it
 * @param slots units at work at once, 1 to 1,024: as many as its children have slots
 * @param preset how much the encoder tries; the network's profiles do not say, so the operator does
 */
public record WorkerConfig(String name, int slots, Preset preset) {

    public WorkerConfig {
        if (name.isBlank() || slots < 1 || slots > 1_024) {
            throw new IllegalArgumentException("A worker \"" + name + "\" of " + slots + " slots");
        }
    }

    /** With the preset of live video. */
    public static WorkerConfig of(String name, int slots) {
        return new WorkerConfig(name, slots, Preset.VERYFAST);
    }

    public WorkerConfig with(Preset other) {
        return new WorkerConfig(name, slots, other);
    }
}
