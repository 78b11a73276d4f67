package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.SignatureCheck;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.payments.Payment;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.Headers;
import io.headrace.wire.Decoded;
import io.headrace.wire.PaymentCodec;
import io.headrace.wire.byoc.FreshProof;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Looks at the head of a job: whose it is, for whom, and how it is paid (pipelines sections 5.4 and 5.5). The network's
 * signature can be used again by whoever saw it; a proof of ours cannot, and is demanded as soon as it is there.
 */
public final class JobCheck {

    /** Proofs that are remembered at once. */
    private static final int MAX_NONCES = 1_000_000;

    /** How far ahead a proof may expire. */
    private static final Duration MAX_LIFE = Duration.ofHours(1);

    private final AppBilling billing;
    private final SignatureCheck signatures;
    private final InstantSource clock;
    private final NonceMemory nonces = new NonceMemory(MAX_NONCES);

    JobCheck(AppBilling billing, SignatureCheck signatures, InstantSource clock) {
        this.billing = billing;
        this.signatures = signatures;
        this.clock = clock;
    }

    /** Whether the head is in order. */
    public sealed interface Verdict {

        /** @param payment empty when the balance is to suffice */
        record Good(JobHeader job, PipelineName name, EthAddress sender, Optional<Payment> payment) implements Verdict {

            /** One of ours: it is charged by what it got. */
            public boolean isOurs() {
                return job.fresh().isPresent();
            }
        }

        /** @param text a line */
        record Bad(int status, String text) implements Verdict {}
    }

    static Optional<PipelineName> name(String text) {
        try {
            return Optional.of(new PipelineName(text));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    public Verdict head(Headers headers) {
        var header = headers.first(JobHeader.HEADER).orElse("");
        if (header.isEmpty()) {
            return bad(JobRefusal.CREDENTIALS);
        }
        try {
            var job = JobHeader.decode(header);
            if (billing.isPaid() && !job.isSigned(signatures)) {
                return bad(JobRefusal.CREDENTIALS);
            }
            var name = name(job.capability());
            return name.isEmpty() ? bad(JobRefusal.NO_CAPACITY) : payment(headers, job, name.get());
        } catch (UnreadableException unreadable) {
            return new Verdict.Bad(JobRefusal.UNPARSABLE.status(), unreadable.sentence());
        }
    }

    private Verdict payment(Headers headers, JobHeader job, PipelineName name) {
        var sender = job.senderAddress().orElse(EthAddress.ZERO);
        var header = headers.first(PaymentCodec.HEADER).orElse("");
        if (header.isEmpty() || !billing.isPaid()) {
            return new Verdict.Good(job, name, sender, Optional.empty());
        }
        return switch (PaymentCodec.decodeHeader(header)) {
            case Decoded.Refused(var refusal) -> new Verdict.Bad(refusal.status(), refusal.text());
            case Decoded.Value(var payment)
            when payment.sender().equals(sender) -> new Verdict.Good(job, name, sender, Optional.of(payment));
            case Decoded.Value<Payment> _ -> bad(JobRefusal.CREDENTIALS);
        };
    }

    private static Verdict bad(JobRefusal refusal) {
        return new Verdict.Bad(refusal.status(), refusal.body().strip());
    }

    /** Whether the job is asked for once and with this body. Existing gateways cannot say. */
    public boolean isFresh(Verdict.Good good, byte[] body) {
        return good.job().fresh().map(proof -> isFresh(good, proof, body)).orElse(true);
    }

    private boolean isFresh(Verdict.Good good, FreshProof proof, byte[] body) {
        var terms = proof.terms();
        var now = clock.instant();
        return !terms.expires().isBefore(now)
                && !terms.expires().isAfter(now.plus(MAX_LIFE))
                && terms.body().equals(Keccak.hash(body))
                && good.job().isFreshlySigned(signatures)
                && nonces.take(good.sender(), terms.nonce(), terms.expires(), now);
    }
}
