package io.headrace.orchestrator.billing;

import io.headrace.payments.recipient.AccountKey;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PriceReference;
import java.util.Optional;

/**
 * The account of a sender's requests to one model. It bears the manifest id that gateways sign for them, capability and
 * model, as the network has it (payments section 3.5): {@code 27_stabilityai/sdxl-turbo}.
 *
 * @param pipeline with a capability bit
 */
public record BatchAccount(Pipeline pipeline, String model) {

    private static final char SEPARATOR = '_';

    public BatchAccount {
        if (!isPossible(pipeline, model)) {
            throw new IllegalArgumentException(
                    "No account can be named after " + pipeline.name() + " with \"" + model + "\"");
        }
    }

    /** The account's session key, which no session of segments can have: see {@link #isOne}. */
    public String key() {
        return key(pipeline, model);
    }

    /** Where its price stands. */
    public PriceReference reference() {
        return new PriceReference(pipeline.name(), model);
    }

    /** Whether a session key is that of requests to a model; then no segment is to be paid from it. */
    public static boolean isOne(String account) {
        return parse(account).isPresent();
    }

    /** Whether an account can be named after the model. */
    public static boolean isPossible(Pipeline pipeline, String model) {
        return pipeline.capability().isPresent()
                && !model.isEmpty()
                && key(pipeline, model).length() <= AccountKey.MAX_SESSION_LENGTH;
    }

    static Optional<BatchAccount> parse(String account) {
        int separator = account.indexOf(SEPARATOR);
        if (separator < 0) {
            return Optional.empty();
        }
        var listed = account.substring(separator + 1);
        return BuiltInPipelines.BATCH.stream()
                .flatMap(pipeline -> pipeline.modelListedAs(listed).stream()
                        .filter(model -> isPossible(pipeline, model))
                        .map(model -> new BatchAccount(pipeline, model)))
                .filter(named -> named.key().equals(account))
                .findFirst();
    }

    private static String key(Pipeline pipeline, String model) {
        return Integer.toString(pipeline.capability().orElseThrow().id()) + SEPARATOR + pipeline.listed(model);
    }

    @Override
    public String toString() {
        return key();
    }
}
