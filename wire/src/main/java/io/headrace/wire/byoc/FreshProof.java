package io.headrace.wire.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Our signature over all of a job, for once: {@code "headrace":{"expires":…,"nonce":…,"body":…,"sig":…}} within the header
 * of the job. An orchestrator that remembers nonces until they expire takes each job once.
 *
 * @param signature hexadecimal digits
 */
public record FreshProof(Terms terms, String signature) {

    private static final int MAX_NONCE = 64;

    /**
     * What is signed besides the job.
     *
     * @param expires whole seconds
     * @param nonce that the sender uses once; 1 to 64 characters
     * @param body the Keccak-256 of the request's body
     */
    public record Terms(Instant expires, String nonce, Hash256 body) {

        /** The digest of one line for each of it. Lines cannot be confused: a length precedes each text. */
        Hash256 signInput(JobHeader job) {
            var lines = new StringBuilder("headrace job 1\n");
            for (var text : new String[] {
                job.capability(), job.id(), job.request(), job.parameters(), job.sender(), nonce, body.toString()
            }) {
                lines.append(text.length()).append(' ').append(text).append('\n');
            }
            lines.append(job.timeout().toSeconds()).append('\n').append(expires.getEpochSecond());
            return Keccak.hash(lines.toString().getBytes(UTF_8));
        }
    }

    static Optional<FreshProof> decode(JsonFields fields) throws UnreadableException {
        if (!fields.has("sig")) {
            return Optional.empty();
        }
        var nonce = fields.text("nonce");
        if (nonce.isEmpty() || nonce.length() > MAX_NONCE) {
            throw new UnreadableException("a nonce of " + nonce.length() + " characters; 1 to " + MAX_NONCE + " are");
        }
        try {
            var terms = new Terms(
                    Instant.ofEpochSecond(fields.whole("expires").orElse(0)),
                    nonce,
                    Hash256.parse(fields.text("body")));
            return Optional.of(new FreshProof(terms, fields.text("sig")));
        } catch (IllegalArgumentException | DateTimeException invalid) {
            throw new UnreadableException("no proof: " + invalid.getMessage());
        }
    }

    String encode() {
        return new JsonObject()
                .number("expires", terms.expires().getEpochSecond())
                .text("nonce", terms.nonce())
                .text("body", terms.body().toString())
                .text("sig", signature)
                .toString();
    }
}
