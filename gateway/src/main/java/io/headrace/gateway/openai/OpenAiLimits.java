package io.headrace.gateway.openai;

/**
 * What clients may send and be sent, in bytes.
 *
 * @param documentBytes of one JSON document; a chat has its pictures in it
 * @param formBytes of one form with its file
 * @param heldBytes of all requests that are being answered at once
 * @param inlineBytes of the files that are sent within one JSON answer, before they are written in base64
 */
public record OpenAiLimits(int documentBytes, int formBytes, long heldBytes, long inlineBytes) {

    private static final int MIB = 1 << 20;

    /** Runners take files of 50 MiB; a document of 16 MiB is what the network's requests have at most. */
    public static final OpenAiLimits DEFAULT = new OpenAiLimits(16 * MIB, 52 * MIB, 1024L * MIB, 64L * MIB);

    public OpenAiLimits {
        if (documentBytes < 1 || formBytes < 1 || inlineBytes < 1 || heldBytes < Math.max(documentBytes, formBytes)) {
            throw new IllegalArgumentException("Limits of requests: documents of " + documentBytes + ", forms of "
                    + formBytes + ", together " + heldBytes + ", files within answers " + inlineBytes
                    + " bytes; all are positive, and the largest request has room");
        }
    }
}
