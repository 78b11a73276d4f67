package io.headrace.orchestrator.runner.answer;

import io.headrace.transport.Exchange;
import io.headrace.wire.text.JsonObject;
import java.io.IOException;

/** Refusals in the words of existing nodes. */
public final class RunnerAnswers {

    public static final String NO_RUNNER = "runner not found";
    public static final String NO_SESSION = "runner session not found";
    public static final String UNAUTHORIZED = "invalid authorization";

    private RunnerAnswers() {}

    /** As the payment's refusals travel: JSON on one line. */
    public static void refuseInJson(Exchange exchange, int status, String message) throws IOException {
        var error = new JsonObject().text("message", message).toString();
        exchange.answer(status, "application/json", new JsonObject().json("error", error) + "\n");
    }
}
