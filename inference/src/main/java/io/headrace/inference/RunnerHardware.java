package io.headrace.inference;

import java.util.List;

/** What a runner computes on ({@code GET /hardware/info}). */
public record RunnerHardware(List<Device> devices) {

    public RunnerHardware {
        devices = List.copyOf(devices);
    }

    /**
     * One graphics card.
     *
     * @param id unique in the world, as its driver says it
     * @param major first number of its compute capability
     */
    public record Device(String id, String name, long totalBytes, long freeBytes, int major, int minor) {}
}
