package io.headrace.orchestrator.results;

/**
 * How much is kept until it is fetched.
 *
 * @param perDirectory newest files of one rendition that are kept, at least 1
 * @param bytes of all sessions together; the oldest files go first
 */
public record ResultLimits(int perDirectory, long bytes) {

    /** Twelve as on the network (wire protocol section 5.8), and half a gigabyte. */
    public static final ResultLimits DEFAULT = new ResultLimits(12, 512L * 1024 * 1024);

    public ResultLimits {
        if (perDirectory < 1 || bytes < 1) {
            throw new IllegalArgumentException("Keeping " + perDirectory + " files, " + bytes + " bytes");
        }
    }
}
