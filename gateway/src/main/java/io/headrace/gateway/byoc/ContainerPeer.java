package io.headrace.gateway.byoc;

import io.headrace.gateway.peer.PeerException;
import io.headrace.payments.Payment;
import io.headrace.transport.Answer;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.PaysBy;
import io.headrace.wire.byoc.SenderProof;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What is asked of orchestrators that have containers. Blocks its virtual thread; an interrupt gives a call up. */
public interface ContainerPeer {

    /** Whether and for how much it would do a job that is paid so. */
    JobToken token(URI service, SenderProof sender, String capability, PaysBy paysBy, Duration patience)
            throws PeerException, InterruptedException;

    /** Sends a job; the answer's head is there, and the caller closes it. */
    Answer process(Call call) throws PeerException, InterruptedException;

    /**
     * A job as it travels.
     *
     * @param job signed
     * @param payment empty when the balance suffices
     * @param patience until the last byte
     */
    record Call(
            URI service,
            ContainerAsk ask,
            JobHeader job,
            PaysBy paysBy,
            Optional<Payment> payment,
            Duration patience) {}
}
