package io.headrace.gateway.peer;

import io.headrace.media.MediaBytes;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Progress;
import io.headrace.transport.Answer;
import io.headrace.transport.address.AddressRules;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.TranscodeResult;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a gateway asks of orchestrators. Each call blocks its (virtual) thread, for no longer than the times it is
 * given; every failure is a {@link PeerException}.
 */
public interface OrchestratorPeer {

    /**
     * Asks an orchestrator for its info, which opens a session (wire protocol section 5.1).
     *
     * @param again true for a session that runs, which is not refused for lack of room
     */
    OrchestratorInfo info(URI service, Capabilities needed, boolean again) throws PeerException;

    /** Sends a unit with its payment and waits for what comes of it. */
    TranscodeResult segment(SegmentCall call) throws PeerException;

    /** Fetches a result. */
    MediaBytes fetch(URI rendition) throws PeerException;

    /**
     * Starts a live session (real-time reference section 6.2).
     *
     * @return channels with whole addresses
     */
    SessionAnswer live(LiveCall call) throws PeerException;

    /**
     * Pays for what is under way already (real-time reference section 7.2).
     *
     * @return how the orchestrator is now and what it asks; empty when it has nothing new to say
     */
    Optional<OrchestratorInfo> pay(PaymentCall call) throws PeerException;

    /**
     * Sends a batch request with its payment, and returns when the head of the answer is here, whatever its status.
     *
     * @return to be closed by whoever reads it; closing it early gives the exchange up
     */
    Answer batch(BatchCall call) throws PeerException;

    /**
     * How far a request is that was sent with a name for that; empty when the orchestrator does not say, whatever the reason.
     * Blocks for a few seconds at most.
     */
    Optional<Progress> progress(URI service, String name) throws InterruptedException;

    /**
     * Fetches a file that an answer names.
     *
     * @param within where its host may lead
     * @param target is written anew
     * @param mostBytes that are taken
     */
    void download(URI file, Optional<AddressRules> within, Path target, long mostBytes, Duration patience)
            throws PeerException;

    /** Says that a session is over. Failures do not matter: it ends by itself. */
    void endSession(URI service, AuthToken token);

    /**
     * @param service where; its path is added
     * @param payment empty off chain
     * @param uploadPatience until the orchestrator says that it has the unit
     * @param patience for the whole exchange
     * @param uploaded called once, when the orchestrator has the whole unit
     */
    record SegmentCall(
            URI service,
            SegmentCredential credential,
            Optional<Payment> payment,
            MediaBytes bytes,
            Duration uploadPatience,
            Duration patience,
            Runnable uploaded) {}

    /**
     * @param service where; its path is added
     * @param payment for the beginning; empty off chain
     */
    record LiveCall(URI service, SegmentCredential credential, Optional<Payment> payment, SessionRequest request) {}

    /** @param service where; its path is added */
    record PaymentCall(URI service, SegmentCredential credential, Payment payment) {}

    /**
     * @param service where; its path is added
     * @param path of the pipeline
     * @param payment empty off chain
     * @param progressName under which the orchestrator is asked how far it is; empty where nobody will
     * @param patience for the whole exchange
     * @param uploaded called once, when the whole request is sent
     */
    record BatchCall(
            URI service,
            String path,
            SegmentCredential credential,
            Optional<Payment> payment,
            String contentType,
            Body body,
            Optional<String> progressName,
            Duration patience,
            Runnable uploaded) {

        /** What is sent; opened at the moment at which the first byte goes out. */
        @FunctionalInterface
        public interface Body {
            InputStream open() throws IOException;
        }
    }
}
