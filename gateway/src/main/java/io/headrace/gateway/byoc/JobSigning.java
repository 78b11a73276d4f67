package io.headrace.gateway.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.SecretSource;
import io.headrace.gateway.run.JobTools;
import io.headrace.wire.byoc.FreshProof;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.SenderProof;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Signs what this gateway asks of containers, each request for itself. A gateway without an account signs nothing. */
public record JobSigning(JobTools tools, SecretSource secrets) {

    private static final Duration PROOF_LASTS = Duration.ofMinutes(1);
    private static final int NONCE_BYTES = 16;

    /** Who asks. */
    public SenderProof sender() {
        return tools.account()
                .map(account -> SenderProof.by(account.signer()))
                .orElseGet(() -> SenderProof.unsigned(EthAddress.ZERO));
    }

    /** @param body that goes with it, read from its beginning */
    public JobHeader sign(JobHeader job, ByteBuffer body) {
        if (tools.account().isEmpty()) {
            return new JobHeader(
                    job.id(),
                    job.request(),
                    job.parameters(),
                    job.capability(),
                    job.timeout(),
                    EthAddress.ZERO.toString(),
                    "",
                    JobHeader.SearchTimes.NONE,
                    Optional.empty());
        }
        var expires = tools.host().moment().now().plus(PROOF_LASTS);
        var terms = new FreshProof.Terms(
                Instant.ofEpochSecond(expires.getEpochSecond()),
                HexFormat.of().formatHex(secrets.bytes(NONCE_BYTES)),
                Keccak.hash(body.duplicate()));
        return job.signedBy(tools.account().get().signer(), terms);
    }
}
