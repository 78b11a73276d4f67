package io.headrace.wire.batch.error;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.List;

/**
 * What a client gets instead of an answer. It says the same twice, because clients read one or the other: the network's
 * and OpenAI's look for {@code error.message}, those made for runners for {@code detail}, which is a list at 422.
 *
 * @param type a word for programs; empty where existing gateways give none
 */
public record ErrorDocument(int status, String message, String type) {

    private static final int UNPROCESSABLE = 422;

    public static ErrorDocument of(BatchFailure failure) {
        return new ErrorDocument(
                failure.clientStatus(),
                failure.message(),
                switch (failure) {
                    case BatchFailure.BadRequest _,
                            BatchFailure.TooLarge _,
                            BatchFailure.UnsupportedMedia _,
                            BatchFailure.Invalid _ -> "invalid_request_error";
                    case BatchFailure.PaymentRefused _, BatchFailure.NoCapacity _, BatchFailure.Gone _ ->
                        "no_orchestrator";
                    case BatchFailure.TooLate _ -> "timeout";
                    case BatchFailure.Broken _ -> "server_error";
                });
    }

    /** In both dialects. */
    public String encode() {
        var error = new JsonObject().text("message", message).textIfAny("type", type);
        return new JsonObject().json("error", error.toString()).json("detail", detail()) + "\n";
    }

    /** What clients made for runners read of it: an object, or at 422 a list. */
    public String detail() {
        return status == UNPROCESSABLE
                ? "["
                        + new JsonObject()
                                .texts("loc", List.of("body"))
                                .text("msg", message)
                                .text("type", "value_error")
                        + "]"
                : new JsonObject().text("msg", message).toString();
    }

    /** In the network's dialect alone, for a peer that compares documents. */
    public String encodeAsExistingGateways() {
        return new JsonObject()
                        .json("error", new JsonObject().text("message", message).toString())
                + "\n";
    }

    /** What an existing gateway, one of ours or a runner said; the text itself when it is no such document. */
    public static ErrorDocument decode(int status, String body) {
        try {
            var error = JsonFields.parse(RunnerError.limited(body), "error").object("error");
            if (error.has("message")) {
                return new ErrorDocument(status, error.text("message"), error.text("type"));
            }
        } catch (UnreadableException noSuchDocument) {
            // It is one of a runner's, or plain text.
        }
        return new ErrorDocument(status, RunnerError.ofAnswer(status, body).message(), "");
    }
}
