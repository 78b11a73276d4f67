package io.headrace.inference.source;

/**
 * What a container may use up.
 *
 * @param memoryBytes resident, without swap; at least 6 MiB, which is the least an engine takes
 * @param processes threads included
 * @param openFiles of each process
 */
public record ContainerLimits(long memoryBytes, long processes, long openFiles) {

    private static final long LEAST_MEMORY = 6L << 20;

    /** 32 GiB, 4096 processes, 65536 files. */
    public static final ContainerLimits DEFAULT = new ContainerLimits(32L << 30, 4_096, 65_536);

    public ContainerLimits {
        if (memoryBytes < LEAST_MEMORY || processes < 1 || openFiles < 1) {
            throw new IllegalArgumentException("A container has " + memoryBytes + " bytes, " + processes
                    + " processes and " + openFiles + " open files; it needs at least " + LEAST_MEMORY + ", 1 and 1");
        }
    }
}
