package io.headrace.pipeline;

/**
 * Where the price of work stands in a node's price list.
 *
 * @param model {@link #ANY_MODEL} for whatever has no price of its own
 */
public record PriceReference(PipelineName pipeline, String model) {

    /** As price lists of the network name all models that they do not list. */
    public static final String ANY_MODEL = "default";

    /** Where to look when this one is not listed. */
    public PriceReference ofAnyModel() {
        return new PriceReference(pipeline, ANY_MODEL);
    }
}
