package io.headrace.pipeline;

/**
 * What is said about one model of one capability. In an offer it describes what is there; in a request it states what
 * must be.
 *
 * @param warm offered: loaded and ready; requested: must be
 * @param capacity jobs of this model that may run at once
 * @param runnerVersion offered: the version; requested: the lowest one accepted, empty for any
 * @param capacityInUse of those, taken now; told for real-time work only
 */
public record ModelConstraint(boolean warm, int capacity, String runnerVersion, int capacityInUse) {
    public ModelConstraint {
        if (capacity < 0 || capacityInUse < 0) {
            throw new IllegalArgumentException("Capacity " + capacity + ", in use " + capacityInUse);
        }
    }

    /**
     * Of two who serve the same model: their jobs add up, it is warm if it is warm anywhere, and of the two versions
     * the one that satisfies fewer demands is told, so that nobody is promised more than both can do.
     */
    public ModelConstraint joinedBy(ModelConstraint other) {
        boolean newer = VersionRule.satisfies(runnerVersion, other.runnerVersion);
        return new ModelConstraint(
                warm || other.warm,
                sum(capacity, other.capacity),
                newer ? other.runnerVersion : runnerVersion,
                sum(capacityInUse, other.capacityInUse));
    }

    private static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }
}
