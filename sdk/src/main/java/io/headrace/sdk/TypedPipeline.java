package io.headrace.sdk;

/**
 * Work that the network can buy: from one input, one output. The types say the rest; the schema, the checks, the routes and
 * the registration follow from them.
 *
 * <p>Whoever implements it is a class (the types of a lambda are lost) and carries a {@link PipelineDefinition}.
 *
 * @param <I> a record, or a sealed interface of records; its constraints are checked before {@link #run}
 * @param <O> a record, or anything that a record may consist of; or a {@link java.util.stream.Stream} of such, each
 *     element of which is sent as soon as it is there
 */
@FunctionalInterface
public interface TypedPipeline<I, O> {
    /**
     * Computes. Called by several threads at once, as many as the server has capacity; each call has a virtual thread of its
     * own, which is interrupted when nobody waits for the output any more. A stream is consumed, and closed, by that thread.
     *
     * @throws InputRefused when the input cannot be served although it keeps all constraints
     * @throws Exception for whatever else fails; the client is told its class and message
     */
    O run(I input, Run run) throws Exception;
}
