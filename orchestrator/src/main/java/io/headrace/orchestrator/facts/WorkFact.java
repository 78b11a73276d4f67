package io.headrace.orchestrator.facts;

import io.headrace.admission.Session;
import io.headrace.admission.SessionId;
import io.headrace.admission.UnitId;
import io.headrace.admission.Worker;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.media.ManifestId;
import io.headrace.media.PixelCount;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.pipeline.PipelineName;

/** Something that happened on the working side and that somebody may ask for later. */
public sealed interface WorkFact {

    /** Of a segment of somebody's stream. */
    sealed interface UnitFact extends WorkFact {}

    /** Of what somebody paid with. */
    sealed interface MoneyFact extends WorkFact {}

    /** Of a live session. */
    sealed interface LiveFact extends WorkFact {}

    /** Of a request to a model. */
    sealed interface BatchFact extends WorkFact {}

    record UnitAdmitted(UnitId unit, EthAddress sender, ManifestId stream, long seq) implements UnitFact {}

    /** @param reason as the gateway was told */
    record UnitRefused(String session, ManifestId stream, long seq, String reason) implements UnitFact {}

    /** @param attempt the first is 1 */
    record WorkBegan(UnitId unit, int attempt, Worker worker) implements UnitFact {}

    /** The worker is gone; another one may get the unit. */
    record WorkerDied(UnitId unit, int attempt, Worker worker, String reason) implements UnitFact {}

    /** @param pixels encoded in all renditions together */
    record UnitFinished(UnitId unit, ManifestId stream, long seq, Worker worker, PixelCount pixels)
            implements UnitFact {}

    /** @param reason as the gateway was told */
    record UnitFailed(UnitId unit, ManifestId stream, long seq, String reason) implements UnitFact {}

    /**
     * @param session the account's session key
     * @param worth what was credited, which falls short of the tickets when one of them was bad
     */
    record TicketsAccepted(String session, EthAddress sender, int tickets, int winners, Credit worth)
            implements MoneyFact {}

    record WinnerFound(String session, EthAddress sender, Hash256 ticket, Wei faceValue) implements MoneyFact {}

    record PaymentRefused(String session, EthAddress sender, String reason) implements MoneyFact {}

    /** @param balance what the account has left, negative for a debt */
    record UnitCharged(UnitId unit, Price price, PixelCount pixels, Credit fee, Credit balance) implements UnitFact {}

    record SessionClosed(SessionId session, Session.Cause cause) implements WorkFact {}

    /**
     * A live session has its place.
     *
     * @param session names its account, too
     * @param stream as the gateway calls it; may be empty
     */
    record LiveOpened(ManifestId session, EthAddress sender, String stream, String model) implements LiveFact {}

    /** @param reason as the gateway was told */
    record LiveRefused(String stream, String model, String reason) implements LiveFact {}

    /** A runner works on it. */
    record LiveStarted(ManifestId session) implements LiveFact {}

    /**
     * What a live session was charged since the last such fact.
     *
     * @param number of this fact in its session, from 0
     * @param pixels that came in
     * @param balance what the account has left
     */
    record LiveCharged(ManifestId session, long number, Price price, PixelCount pixels, Credit fee, Credit balance)
            implements LiveFact {}

    /**
     * @param code of the reason
     * @param sentence the reason, as the gateway was told if it was
     * @param pixels that came in
     */
    record LiveEnded(ManifestId session, String code, String sentence, PixelCount pixels) implements LiveFact {}

    /**
     * A request to a model has its place.
     *
     * @param request this node's name for it
     * @param account the account's session key
     * @param job as the gateway calls its job; may be empty
     */
    record BatchTaken(
            String request, EthAddress sender, String account, String job, PipelineName pipeline, String model)
            implements BatchFact {}

    /** @param reason as the gateway was told; nothing was begun */
    record BatchRefused(PipelineName pipeline, String model, String reason) implements BatchFact {}

    /**
     * A request to a model was served and charged.
     *
     * @param units that were charged
     * @param balance what the account has left
     */
    record BatchDone(
            String request, PipelineName pipeline, String model, long units, Price price, Credit fee, Credit balance)
            implements BatchFact {}

    /**
     * A request that had its place was not served, and not charged.
     *
     * @param status of the answer; 0 when the gateway had left
     * @param reason as the gateway was told
     */
    record BatchFailed(String request, PipelineName pipeline, String model, int status, String reason)
            implements BatchFact {}

    /** No session is open any more, and none will be. */
    record Drained() implements WorkFact {}
}
