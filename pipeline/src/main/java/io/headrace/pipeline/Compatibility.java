package io.headrace.pipeline;

/** Whether a request can be served by an offer, and if not, the first rule that fails (wire protocol section 6.4). */
public sealed interface Compatibility {
    record Compatible() implements Compatibility {}

    /** The offering node is older than asked, or does not tell its version. */
    record VersionTooLow(String required, String offered) implements Compatibility {}

    /** The offering node insists on features that the request does not have. */
    record MandatoryMissing(CapabilitySet missing) implements Compatibility {}

    record ModelMissing(int capabilityId, String model) implements Compatibility {}

    record ModelCold(int capabilityId, String model) implements Compatibility {}

    record RunnerTooOld(int capabilityId, String model, String required, String offered) implements Compatibility {}

    /** @param missing empty when only the number of words was too large */
    record CapabilityMissing(CapabilitySet missing) implements Compatibility {}

    default boolean isCompatible() {
        return this instanceof Compatible;
    }
}
