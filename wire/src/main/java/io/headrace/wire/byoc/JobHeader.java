package io.headrace.wire.byoc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.Signature;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.util.Optional;

/**
 * What a job for a registered container is, in the header {@value #HEADER} (pipelines section 5.4). A client sends it
 * without sender and signature, a gateway adds them. The network's signature is over {@code request} and
 * {@code parameters} alone and can be used again; ours is over everything, and stands in a field that others ignore.
 *
 * @param id free text; the stream's id where there is one
 * @param request JSON text, for the application's eyes; names the stream where there is one
 * @param parameters JSON text, or empty: see {@link JobParameters}
 * @param capability the container's name
 * @param timeout in which the answer must be there; whole seconds, above zero
 * @param sender as it was sent; empty from a client
 * @param signature as it was sent; empty from a client and from a gateway without a key
 * @param search what existing gateways add of their own search, and nobody else needs
 * @param fresh empty from others' nodes
 */
public record JobHeader(
        String id,
        String request,
        String parameters,
        String capability,
        Duration timeout,
        String sender,
        String signature,
        SearchTimes search,
        Optional<FreshProof> fresh) {

    public static final String HEADER = "Livepeer";

    /** A day: more than any answer takes. */
    public static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    private static final String TYPE = "byoc.JobRequest";
    private static final String OWN = "headrace";

    /** How long a gateway looked for orchestrators, and waited for each. */
    public record SearchTimes(Duration whole, Duration each) {
        public static final SearchTimes NONE = new SearchTimes(Duration.ZERO, Duration.ZERO);
    }

    /** @throws UnreadableException in the words of existing nodes where they have any */
    public static JobHeader decode(String header) throws UnreadableException {
        var document = JobBody.fromHeader(header, TYPE);
        var fields = document.fields();
        var job = new JobHeader(
                fields.text("id"),
                fields.text("request"),
                fields.text("parameters"),
                fields.text("capability"),
                timeout(fields.whole("timeout_seconds").orElse(0)),
                fields.text("sender"),
                fields.text("sig"),
                new SearchTimes(
                        Duration.ofNanos(fields.whole("OrchSearchTimeout").orElse(0)),
                        Duration.ofNanos(fields.whole("OrchSearchRespTimeout").orElse(0))),
                FreshProof.decode(fields.object(OWN)));
        JsonDocument.parse(job.request, "byoc.JobRequestDetails", JobBody.MAX_LENGTH);
        return job;
    }

    private static Duration timeout(long seconds) throws UnreadableException {
        if (seconds == 0) {
            throw new UnreadableException("no timeout_seconds set with request, timeout_seconds is required");
        }
        if (seconds < 0 || seconds > MAX_TIMEOUT.toSeconds()) {
            throw new UnreadableException(
                    "timeout_seconds is " + seconds + "; 1 to " + MAX_TIMEOUT.toSeconds() + " are allowed");
        }
        return Duration.ofSeconds(seconds);
    }

    public String encode() {
        var document = new JsonObject()
                .text("id", id)
                .text("request", request)
                .text("parameters", parameters)
                .text("capability", capability)
                .text("capability_url", "")
                .text("sender", sender)
                .text("sig", signature)
                .number("timeout_seconds", timeout.toSeconds())
                .number("OrchSearchTimeout", search.whole().toNanos())
                .number("OrchSearchRespTimeout", search.each().toNanos());
        fresh.ifPresent(proof -> document.json(OWN, proof.encode()));
        return JobBody.toHeader(document.toString());
    }

    /** The same, by this gateway. */
    public JobHeader signedBy(Signer signer) {
        return signed(signer.address().toString(), JobBody.hex(signer.sign(signInput())), Optional.empty());
    }

    /** As {@link #signedBy(Signer)}, with a proof that nobody can use again. */
    public JobHeader signedBy(Signer signer, FreshProof.Terms terms) {
        var byMe = signedBy(signer);
        var proof = new FreshProof(terms, JobBody.hex(signer.sign(terms.signInput(byMe))));
        return byMe.signed(byMe.sender, byMe.signature, Optional.of(proof));
    }

    private JobHeader signed(String from, String withSignature, Optional<FreshProof> proof) {
        return new JobHeader(id, request, parameters, capability, timeout, from, withSignature, search, proof);
    }

    /** What the network's signature is over, as a personal message. */
    public Hash256 signInput() {
        return Keccak.hash(request.getBytes(UTF_8), parameters.getBytes(UTF_8));
    }

    /** Whether the sender signed it, as the network asks. */
    public boolean isSigned(SignatureCheck check) {
        return isSigned(check, signInput(), signature);
    }

    /** Whether the sender signed all of it, freshly; false when there is no such proof. */
    public boolean isFreshlySigned(SignatureCheck check) {
        return fresh.filter(proof -> isSigned(check, proof.terms().signInput(this), proof.signature()))
                .isPresent();
    }

    private boolean isSigned(SignatureCheck check, Hash256 message, String hex) {
        Optional<Signature> given = JobBody.signature(hex);
        return given.isPresent()
                && senderAddress()
                        .filter(from -> check.signedBy(from, message, given.get()))
                        .isPresent();
    }

    /** Empty when what was sent is no address. */
    public Optional<EthAddress> senderAddress() {
        return new SenderProof(sender, "").sender();
    }

    /** Which stream the job is about; empty when it is about none. */
    public String streamId() throws UnreadableException {
        return JsonDocument.parse(request, "byoc.JobRequestDetails", JobBody.MAX_LENGTH)
                .fields()
                .text("stream_id");
    }
}
