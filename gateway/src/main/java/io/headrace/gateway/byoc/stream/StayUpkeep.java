package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.lifecycle.Reason;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.PaysBy;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after one stay until it ends: whether the application is there, and that it is paid. For one thread, which waits. */
final class StayUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(StayUpkeep.class);

    private final StreamAsk ask;
    private final RunContext context;
    private final StreamErrand.Tools tools;
    private final StreamStay stay;
    private final StreamPayments payments;

    /** @param payments of which the first was made */
    StayUpkeep(StreamAsk ask, RunContext context, StreamErrand.Tools tools, StreamStay stay, StreamPayments payments) {
        this.ask = ask;
        this.context = context;
        this.tools = tools;
        this.stay = stay;
        this.payments = payments;
    }

    StreamStay.End untilItEnds() throws InterruptedException {
        var times = tools.times();
        long paidNanos = now();
        while (true) {
            var how = stay.awaitEnd(times.look()).or(this::silence);
            if (how.isPresent()) {
                return how.get();
            }
            if (now() - paidNanos >= times.payEvery().toNanos()) {
                paidNanos = now();
                pay();
            }
        }
    }

    private Optional<StreamStay.End> silence() {
        var patience = tools.times().silence();
        return stay.silent(now()).compareTo(patience) < 0
                ? Optional.empty()
                : Optional.of(new StreamStay.End.Failed(
                        Reason.STALLED, "no event and nothing published for " + patience.toSeconds() + " s"));
    }

    /** A payment that fails is made up for by the next; an orchestrator that knows no such stream is left. */
    private void pay() throws InterruptedException {
        try {
            renewTerms();
            switch (payments.next()) {
                case StreamPayments.Next.Refused(var _, var sentence) -> trouble(sentence);
                case StreamPayments.Next.Due(var payment) ->
                    answered(tools.calls().pay(stay.service(), payment));
            }
        } catch (PeerException failure) {
            payments.failed(failure);
            trouble(String.valueOf(failure.getMessage()));
        }
    }

    private void answered(StreamCalls.Said said) {
        if (said.status() == JobRefusal.NO_STREAM.status()) {
            stay.end(new StreamStay.End.Failed(Reason.SESSION_ENDED, "it knows no such stream any more"));
        } else if (said.isRefusal()) {
            payments.lost(Reason.TICKET_REFUSED);
            trouble(stay.service() + " answered a payment with " + said.status() + ": " + said.line());
        }
    }

    private void renewTerms() throws PeerException, InterruptedException {
        var purse = stay.session().purse();
        if (purse.isEmpty()) {
            return;
        }
        var token = token();
        if (token.offer().isPresent()) {
            purse.get().adopt(Optional.of(token.price()), token.offer().get()).ifPresent(this::trouble);
        }
    }

    private JobToken token() throws PeerException, InterruptedException {
        var sender = tools.calls().signing().sender();
        return tools.peer()
                .token(
                        stay.service(),
                        sender,
                        ask.capability(),
                        PaysBy.NETWORK,
                        tools.times().call());
    }

    /** Told to whoever looks at the job; the stream goes on. */
    private void trouble(String sentence) {
        context.book().remarked(sentence);
        LOG.info("Stream {}: {}", ask.id(), sentence);
    }

    private long now() {
        return context.tools().ticker().nanos();
    }
}
