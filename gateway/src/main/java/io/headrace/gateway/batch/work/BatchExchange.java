package io.headrace.gateway.batch.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.pay.SessionPurse.Means;
import io.headrace.gateway.peer.OrchestratorPeer.BatchCall;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.Booking;
import io.headrace.gateway.run.JobSession;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import io.headrace.transport.Answer;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.FormWriter;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.error.OrchestratorError;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.CountingHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One request sent to one orchestrator, with its payment, and what it said. Blocks its virtual thread; an interrupt gives
 * the exchange up.
 */
final class BatchExchange {

    private static final Duration PATIENCE_WITH_PURSE = Duration.ofSeconds(8);
    private static final int MOST_OF_AN_ERROR = 64 * 1024;

    private final Flight flight;
    private final RunContext context;
    private final BatchSessions sessions;
    private final AnswerReader reader;
    private final Duration coldStart;
    private final String boundary;

    /** @param boundary for forms, and a film's name towards who is asked how far it is: 60 random hexadecimal digits */
    BatchExchange(
            Flight flight,
            RunContext context,
            BatchSessions sessions,
            AnswerReader reader,
            Duration coldStart,
            String boundary) {
        this.flight = flight;
        this.context = context;
        this.sessions = sessions;
        this.reader = reader;
        this.coldStart = coldStart;
        this.boundary = boundary;
    }

    /** How it ended. */
    sealed interface Result {
        /** @param booking of what was paid: debited when the answer was looked at */
        record Delivered(Answered answer, Counting counting, Booking booking) implements Result {}

        /** It was asked, and did not serve. */
        record Failed(BatchFailure failure) implements Result {}

        /** It was not asked, or not heard. */
        record Lost(Reason reason, String sentence) implements Result {}
    }

    Result send(JobEffect.Dispatch dispatch, JobSession session, Runnable uploaded) throws InterruptedException {
        if (session.purse().isEmpty()) {
            return send(session, Optional.empty(), Booking.NONE, uploaded);
        }
        return switch (withdraw(session, session.purse().get())) {
            case SessionPurse.Withdrawal.Refused(var reason, var why) -> new Result.Lost(full(reason), why);
            case SessionPurse.Withdrawal.Paid paid -> {
                if (paid.staged().tickets() > 0) {
                    context.book()
                            .ticketsSent(
                                    dispatch.unit().seq(),
                                    dispatch.attempt().number(),
                                    session.orchestrator(),
                                    paid.staged(),
                                    paid.ticketValue());
                }
                var booking = new Booking.Staked(
                        context.book(), dispatch, session, session.purse().get(), paid.staged());
                yield send(session, Optional.of(paid.payment()), booking, () -> {
                    session.purse().get().sent(paid.staged());
                    uploaded.run();
                });
            }
        };
    }

    /** An orchestrator that has as much of our money as it may have has no room for this request: nobody took too long. */
    private static Reason full(Reason why) {
        return why == Reason.TIMEOUT ? Reason.CAPPED : why;
    }

    /** What the orchestrator may charge at most; while it is not known how it counts, by the count that is larger. */
    private long reserved(JobSession session) {
        return counting(session)
                .map(flight::units)
                .orElseGet(() -> Math.max(flight.units(Counting.OWN), flight.units(Counting.EXISTING_ORCHESTRATOR)));
    }

    /** One that meters live sessions is of our kind. */
    private Optional<Counting> counting(JobSession session) {
        return session.info().metersFlow()
                ? Optional.of(Counting.OWN)
                : sessions.place(session.orchestrator()).counting();
    }

    private SessionPurse.Withdrawal withdraw(JobSession session, SessionPurse purse) throws InterruptedException {
        long units = reserved(session);
        var means =
                counting(session).filter(how -> how == Counting.OWN).isPresent() ? Means.ON_ITS_WAY : Means.CONFIRMED;
        int known = sessions.place(session.orchestrator()).renewals();
        var first = purse.withdraw(purse.price().times(units), PATIENCE_WITH_PURSE, means);
        if (!(first instanceof SessionPurse.Withdrawal.Refused(var reason, var _)) || reason != Reason.PARAMS_EXPIRED) {
            return first;
        }
        try {
            var _ = sessions.renewed(session, known);
            return purse.withdraw(purse.price().times(units), PATIENCE_WITH_PURSE, means);
        } catch (PeerException failed) {
            return new SessionPurse.Withdrawal.Refused(failed.reason(), String.valueOf(failed.getMessage()));
        }
    }

    private Result send(JobSession session, Optional<Payment> payment, Booking booking, Runnable uploaded)
            throws InterruptedException {
        try (var answer = answer(session, call(session, payment, uploaded))) {
            var counting = learned(session, answer);
            if (answer.status() != 200) {
                return refused(answer, counting, booking);
            }
            return answer.headers()
                            .first("Content-Type")
                            .filter(type -> type.startsWith("text/event-stream"))
                            .isPresent()
                    ? streamed(answer, counting, booking)
                    : new Result.Delivered(whole(session, answer), counting, booking);
        } catch (PeerException failed) {
            booking.failed(failed);
            return lost(failed);
        } catch (InterruptedIOException abandoned) {
            booking.lost(Reason.TIMEOUT);
            throw new InterruptedException("The exchange with " + session.service() + " was given up");
        } catch (IOException failed) {
            booking.lost(Reason.PEER_LOST);
            return new Result.Lost(Reason.PEER_LOST, session.service() + " broke off: " + failed.getMessage());
        }
    }

    /** How far a film is, is seen until its answer begins. Orchestrators that are known to be none of ours are not asked. */
    private Answer answer(JobSession session, BatchCall call) throws PeerException {
        var peer = context.tools().peer();
        var film = flight.film();
        if (film.isEmpty()
                || counting(session)
                        .filter(Counting.EXISTING_ORCHESTRATOR::equals)
                        .isPresent()) {
            return peer.batch(call);
        }
        ProgressWatch.Question question = () -> peer.progress(session.service(), boundary)
                .map(progress -> progress.expecting(film.get().frames()));
        try (var _ = ProgressWatch.begin(context.threads(), question, context.view()::progress)) {
            return peer.batch(call);
        }
    }

    private Answered whole(JobSession session, Answer answer) throws PeerException {
        return reader.read(flight.request(), session.service(), answer, patience(session));
    }

    /** What came back and cannot be used is a failure of whoever computes; silence is not an answer. */
    private static Result lost(PeerException failed) {
        var sentence = String.valueOf(failed.getMessage());
        return failed.reason() == Reason.RESULT_UNUSABLE || failed.reason() == Reason.RESULT_LOST
                ? new Result.Failed(new BatchFailure.Broken(sentence))
                : new Result.Lost(failed.reason(), sentence);
    }

    private Counting learned(JobSession session, Answer answer) {
        var told = answer.headers().first(CountingHeader.NAME).isPresent();
        var place = sessions.place(session.orchestrator());
        if (told || answer.status() == 200) {
            place.counts(told || session.info().metersFlow() ? Counting.OWN : Counting.EXISTING_ORCHESTRATOR);
        }
        return place.counting().orElse(Counting.EXISTING_ORCHESTRATOR);
    }

    /** Peers of ours charge nothing for what they did not deliver: credit that they took stays with them. */
    private Result refused(Answer answer, Counting counting, Booking booking) throws IOException {
        String text;
        try (var body = answer.body()) {
            text = new String(body.readNBytes(MOST_OF_AN_ERROR), UTF_8);
        }
        var failure = OrchestratorError.ofAnswer(answer.status(), text).failure();
        if (counting == Counting.OWN && isAfterPayment(failure)) {
            booking.debit(0);
        } else {
            booking.lost(Reason.REFUSED);
        }
        return new Result.Failed(failure);
    }

    private static boolean isAfterPayment(BatchFailure failure) {
        return switch (failure) {
            case BatchFailure.BadRequest _,
                    BatchFailure.TooLarge _,
                    BatchFailure.UnsupportedMedia _,
                    BatchFailure.Invalid _,
                    BatchFailure.TooLate _,
                    BatchFailure.Broken _ -> true;
            case BatchFailure.PaymentRefused _, BatchFailure.NoCapacity _, BatchFailure.Gone _ -> false;
        };
    }

    private Result streamed(Answer answer, Counting counting, Booking booking) throws InterruptedException {
        var relay = new ChatRelay(flight.own());
        var kind = answer.headers().first(AnswerReader.MODEL_KIND);
        return switch (relay.read(answer, () -> flight.answer().complete(new BatchOutcome.Chat(relay, kind)))) {
            case ChatRelay.End.Complete(var usage) ->
                new Result.Delivered(new Answered.Streamed(usage), counting, booking);
            case ChatRelay.End.Unbegun(var failure) -> {
                booking.lost(Reason.WORKER_ERROR);
                yield new Result.Failed(failure);
            }
            case ChatRelay.End.BrokenOff(var sentence) -> {
                booking.lost(Reason.BROKEN_OFF);
                yield new Result.Lost(Reason.BROKEN_OFF, sentence);
            }
        };
    }

    private BatchCall call(JobSession session, Optional<Payment> payment, Runnable uploaded) {
        var unsigned = SegmentCredential.ofPayment(flight.account(), flight.needed(), session.token());
        var signer = context.tools().account().map(PayerAccount::signer);
        var place = sessions.place(session.orchestrator());
        return new BatchCall(
                session.service(),
                "/" + flight.request().pipeline().name(),
                signer.map(key -> place.signed(unsigned, key)).orElse(unsigned),
                payment,
                contentType(),
                this::body,
                flight.film().map(_ -> boundary),
                patience(session),
                uploaded);
    }

    private Duration patience(JobSession session) {
        return sessions.isCold(session) ? flight.finish().plus(coldStart) : flight.finish();
    }

    private String contentType() {
        return switch (flight.request().body()) {
            case BatchRequest.Body.Json _ -> "application/json";
            case BatchRequest.Body.Form form -> writer(form).contentType();
        };
    }

    /** Opened when all else is ready to be sent. */
    private InputStream body() throws IOException {
        flight.own().sending();
        return switch (flight.request().body()) {
            case BatchRequest.Body.Json(var document) ->
                new ByteArrayInputStream(document.text().getBytes(UTF_8));
            case BatchRequest.Body.Form form -> {
                var writer = writer(form);
                yield new SequenceInputStream(Collections.enumeration(List.of(
                        new ByteArrayInputStream(writer.beforeFile()),
                        flight.file().open(),
                        new ByteArrayInputStream(writer.afterFile()))));
            }
        };
    }

    private FormWriter writer(BatchRequest.Body.Form form) {
        return new FormWriter(FormLayout.fileField(flight.request().pipeline()).orElseThrow(), form, boundary);
    }
}
