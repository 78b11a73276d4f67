package io.headrace.ethereum.rpc;

import io.headrace.ethereum.rpc.RpcRefusal.Reason;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What a node's error object means. The JSON-RPC fixes few codes and nodes differ, so some meanings can only be read
 * from the words; it is done here and nowhere else.
 */
final class ErrorReading {

    private static final int REVERTED = 3;
    private static final int NO_SUCH_METHOD = -32601;
    private static final int INTERNAL = -32603;
    private static final int LIMITED = -32005;

    private record Words(String part, Reason reason) {}

    private static final List<Words> REFUSALS = List.of(
            new Words("returned more than", Reason.TOO_MANY_RESULTS),
            new Words("too many results", Reason.TOO_MANY_RESULTS),
            new Words("block range", Reason.TOO_MANY_RESULTS),
            new Words("response size", Reason.TOO_MANY_RESULTS),
            new Words("already known", Reason.ALREADY_KNOWN),
            new Words("already imported", Reason.ALREADY_KNOWN),
            new Words("known transaction", Reason.ALREADY_KNOWN),
            new Words("nonce too low", Reason.NONCE_TOO_LOW),
            new Words("underpriced", Reason.UNDERPRICED),
            new Words("less than block base fee", Reason.UNDERPRICED),
            new Words("insufficient funds", Reason.FUNDS_TOO_LOW),
            new Words("execution reverted", Reason.REVERTED));

    /** What a node says when it lacks data that others have, or wants to be left alone for a while. */
    private static final List<String> FAULTS = List.of(
            "header not found",
            "missing trie node",
            "unknown block",
            "unsupported block number",
            "limit exceeded",
            "rate limit",
            "too many requests",
            "request timed out",
            "request timeout");

    private ErrorReading() {}

    /** @param error the answer's {@code error}: an object with {@code code}, {@code message} and perhaps {@code data} */
    static Reply read(String method, JsonNode error) {
        int code = error.path("code").asInt(0);
        String message = MalformedAnswer.shortened(error.path("message").asString(""));
        String words = message.toLowerCase(Locale.ROOT);
        String revertText = revertText(error.path("data"));
        Reason reason = reason(code, words, revertText);
        boolean fault = code == LIMITED || code == INTERNAL || FAULTS.stream().anyMatch(words::contains);
        if (reason == Reason.OTHER && fault) {
            return new Reply.Fault("error " + code + ": " + message);
        }
        String told = revertText.isEmpty() || message.contains(revertText) ? message : message + ": " + revertText;
        return new Reply.Refused(new RpcRefusal(
                "The node refuses " + method + ": " + told + " (" + code + ")", reason, code, revertText));
    }

    private static Reason reason(int code, String words, String revertText) {
        if (code == REVERTED || !revertText.isEmpty()) {
            return Reason.REVERTED;
        }
        if (code == NO_SUCH_METHOD) {
            return Reason.NO_SUCH_METHOD;
        }
        return REFUSALS.stream()
                .filter(known -> words.contains(known.part()))
                .map(Words::reason)
                .findFirst()
                .orElse(Reason.OTHER);
    }

    /** Geth and its kin give the bytes alone, others put a word before them. */
    private static String revertText(JsonNode data) {
        String text = data.asString("");
        int bytes = text.indexOf("0x");
        if (bytes < 0) {
            return "";
        }
        try {
            return RevertData.reason(HexData.parse(text.substring(bytes))).orElse("");
        } catch (IllegalArgumentException noHex) {
            return "";
        }
    }
}
