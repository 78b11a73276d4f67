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
}
