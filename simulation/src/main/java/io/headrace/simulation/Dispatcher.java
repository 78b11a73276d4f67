package io.headrace.simulation;

import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import io.headrace.payments.sender.PriceCheck;
import io.headrace.payments.sender.StagedPayment;
import io.headrace.simulation.Messages.Reply;
import io.headrace.simulation.Messages.Terms;
import io.headrace.simulation.PayingSession.Later;
import io.headrace.simulation.PayingSession.Paid;
import io.headrace.simulation.PayingSession.UnitAttempt;
import io.headrace.simulation.PayingSession.Unpaid;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Pays for units, sends them and hears what became of them. */
record Dispatcher(GatewayProcess gateway, RunningJob job) {

    void dispatch(JobEffect.Dispatch wanted, PayingSession session) {
        switch (wanted.attempt().params()) {
            case Attempt.Params.AT_HAND -> pay(wanted, session);
            case Attempt.Params.FRESH -> {
                var once = new AtomicBoolean();
                session.peer.refresh(gateway.payer(), session.id, terms -> {
                    if (job.wants(key(wanted)) && !once.getAndSet(true)) {
                        adopt(session, terms);
                        pay(wanted, session);
                    }
                });
            }
        }
    }

    private void pay(JobEffect.Dispatch wanted, PayingSession session) {
        if (!job.wants(key(wanted))) {
            return;
        }
        var fee = session.price().times(wanted.unit().quantity());
        switch (session.pay(key(wanted), fee, gateway.funds(), gateway.time())) {
            case Paid(var payment) -> send(wanted, session, payment);
            case Unpaid(var reason) -> failed(wanted, reason);
            case Later _ -> session.whenAnswered(() -> pay(wanted, session));
        }
    }

    private void send(JobEffect.Dispatch wanted, PayingSession session, StagedPayment staged) {
        var payment = staged.signedBy(gateway.signer());
        payment.batch().ifPresent(gateway.world.watch::paid);
        var unit = wanted.unit();
        var request = new Messages.Request(
                job.client.job,
                unit.seq(),
                unit.duration(),
                unit.quantity(),
                job.client.source(unit.seq()),
                session.id,
                gateway.payer(),
                payment);
        session.peer.serve(request, reply -> heard(wanted, session, reply));
    }

    private void heard(JobEffect.Dispatch wanted, PayingSession session, Reply reply) {
        if (!gateway.alive()) {
            return;
        }
        switch (reply) {
            case Messages.Received _ ->
                job.tell(
                        wanted.unit().seq(),
                        new UnitEvent.Uploaded(wanted.attempt().number()));
            case Messages.Worked _ when secondWordForged(wanted) -> failed(wanted, Reason.INPUT_UNUSABLE);
            case Messages.Worked(long units, var next) -> {
                if (session.settled(key(wanted), units).isPresent()) {
                    adopt(session, next);
                }
                job.returned(key(wanted));
            }
            case Messages.Refused(var reason) -> {
                session.lost(key(wanted));
                if (reason == Reason.INPUT_UNUSABLE) {
                    job.client.blamed(wanted.unit().seq(), wanted.attempt(), session.peer.identity);
                }
                failed(wanted, reason);
            }
        }
    }

    private boolean secondWordForged(JobEffect.Dispatch wanted) {
        return gateway.world.config.has(PlantedBug.BELIEVE_ONE)
                && job.client.blamed(wanted.unit().seq());
    }

    /** A newer price goes to the job; one that has doubled ends the session. */
    private void adopt(PayingSession session, Terms terms) {
        var before = session.price();
        var refusal = PriceCheck.refusal(session.money().initialPrice(), Optional.of(terms.price()));
        session.adopt(terms);
        if (refusal.isPresent()) {
            job.tell(new JobEvent.SessionEnded(session.number, Reason.PRICE_RAISED));
        } else if (!terms.price().equals(before)) {
            job.tell(new JobEvent.PriceChanged(session.number, terms.price()));
        }
    }

    private void failed(JobEffect.Dispatch wanted, Reason reason) {
        job.tell(wanted.unit().seq(), new UnitEvent.Failed(wanted.attempt().number(), reason));
    }

    private static UnitAttempt key(JobEffect.Dispatch wanted) {
        return UnitAttempt.of(wanted.unit().seq(), wanted.attempt());
    }
}
