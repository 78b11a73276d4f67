package io.headrace.wire.batch.error;

import io.headrace.pipeline.Pipeline;
import java.util.Locale;

/**
 * An orchestrator's answer that is no result, as it travels to gateways: a status and one line of text. Existing gateways
 * look for words in the text and hardly at the status, so orchestrators of ours use exactly these words
 * (pipelines sections 1.3, 3.2 and 9).
 *
 * @param text without its newline
 */
public record OrchestratorError(int status, String text) {

    public static final String NO_CAPACITY = "insufficient capacity";
    public static final String INSUFFICIENT_BALANCE = "Insufficient balance";

    private static final int MAX_TEXT = 1_024;

    /** What an orchestrator answers when its runner, or its worker's, failed. */
    public static OrchestratorError of(Pipeline pipeline, RunnerError error) {
        return new OrchestratorError(500, error.sentence(pipeline));
    }

    public static OrchestratorError noCapacity() {
        return new OrchestratorError(503, NO_CAPACITY);
    }

    /** What a worker's text about a task says to gateways. */
    public static OrchestratorError ofWorker(String text) {
        return new OrchestratorError(500, text);
    }

    /** @param body as it was received, of any length */
    public static OrchestratorError ofAnswer(int status, String body) {
        return new OrchestratorError(
                status, body.substring(0, Math.min(MAX_TEXT, body.length())).strip());
    }

    /** As it travels. */
    public String body() {
        return text + "\n";
    }

    /** What it means for the gateway that got it. */
    public BatchFailure failure() {
        var runner = RunnerError.ofSentence(text);
        if (runner.isPresent()) {
            return runner.get().failure();
        }
        var words = text.toLowerCase(Locale.ROOT);
        if (words.contains("ticketparams expired")
                || words.contains("invalid ticket sendernonce")
                || words.contains(INSUFFICIENT_BALANCE.toLowerCase(Locale.ROOT))) {
            return new BatchFailure.PaymentRefused(text);
        }
        if (words.contains(NO_CAPACITY)) {
            return new BatchFailure.NoCapacity(text);
        }
        return switch (status) {
            case 402, 403 -> new BatchFailure.PaymentRefused(text);
            case 410 -> new BatchFailure.Gone(text);
            case 413 -> new BatchFailure.TooLarge(text);
            case 415 -> new BatchFailure.UnsupportedMedia(text);
            case 422 -> new BatchFailure.Invalid(text);
            case 429, 503 -> new BatchFailure.NoCapacity(text);
            case 504 -> new BatchFailure.TooLate(text);
            // A 400 too: what a gateway forwards it has read before, so an orchestrator that cannot is at fault.
            default -> new BatchFailure.Broken(text);
        };
    }
}
