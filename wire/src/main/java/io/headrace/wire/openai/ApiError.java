package io.headrace.wire.openai;

import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.error.ErrorDocument;
import io.headrace.wire.text.JsonObject;

/**
 * What a client gets instead of an answer, in OpenAI's shape; what the network's own clients look for stands beside it.
 *
 * <pre>
 * {"error":{"message":"…","type":"invalid_request_error","param":"model","code":"model_not_found"},"detail":{"msg":"…"}}
 * </pre>
 *
 * @param type whose fault it is, one of OpenAI's words
 * @param param the field of the request that is at fault; empty where it is none, or not known which
 * @param code a word for programs; empty where the status says all
 */
public record ApiError(int status, String message, String type, String param, String code) {

    private static final String CLIENT = "invalid_request_error";
    private static final String SERVER = "server_error";

    /** The client is at fault. */
    public static ApiError ofRequest(int status, String message) {
        return new ApiError(status, message, CLIENT, "", "");
    }

    /** @param model as the client named it */
    public static ApiError unknownModel(String model, String advice) {
        return new ApiError(
                404, "The model \"" + model + "\" does not exist here. " + advice, CLIENT, "model", "model_not_found");
    }

    public static ApiError notAdmitted(String message) {
        return new ApiError(401, message, CLIENT, "", "invalid_api_key");
    }

    /** There is as much under way as there may be. */
    public static ApiError busy(String message) {
        return new ApiError(503, message, SERVER, "", "overloaded");
    }

    /** The network's word, in OpenAI's. */
    public static ApiError of(BatchFailure failure) {
        int status = failure.clientStatus();
        return switch (failure) {
            case BatchFailure.BadRequest _,
                    BatchFailure.TooLarge _,
                    BatchFailure.UnsupportedMedia _,
                    BatchFailure.Invalid _ -> ofRequest(status, failure.message());
            case BatchFailure.PaymentRefused _, BatchFailure.NoCapacity _, BatchFailure.Gone _ ->
                new ApiError(status, failure.message(), SERVER, "", "no_orchestrator");
            case BatchFailure.TooLate _ -> new ApiError(status, failure.message(), SERVER, "", "timeout");
            case BatchFailure.Broken _ -> new ApiError(status, failure.message(), SERVER, "", "upstream_failed");
        };
    }

    public ApiError withParam(String name) {
        return new ApiError(status, message, type, name, code);
    }

    /** The whole document. */
    public String encode() {
        return new JsonObject().json("error", error()).json("detail", new ErrorDocument(status, message, type).detail())
                + "\n";
    }

    private String error() {
        return new JsonObject()
                .text("message", message)
                .text("type", type)
                .json("param", orNull(param))
                .json("code", orNull(code))
                .toString();
    }

    private static String orNull(String word) {
        return word.isEmpty() ? "null" : JsonObject.quoted(word);
    }
}
