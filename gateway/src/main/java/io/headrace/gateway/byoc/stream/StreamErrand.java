package io.headrace.gateway.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.byoc.ContainerAnswer;
import io.headrace.gateway.byoc.ContainerErrand;
import io.headrace.gateway.byoc.ContainerPeer;
import io.headrace.gateway.byoc.ContainerSession;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.flow.FlowChannels;
import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.payments.Payment;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.PaysBy;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream's way through its orchestrators: a stay with each is started, its channels are connected, it is paid while it
 * lasts and ended where it can be reached. When one fails the job goes on to the next. Any thread, but for {@link #send}.
 */
final class StreamErrand implements ContainerErrand {

    private static final Logger LOG = LoggerFactory.getLogger(StreamErrand.class);

    private final StreamAsk ask;
    private final RunContext context;
    private final Tools tools;
    private final StreamFlow flow;
    private final Runnable begun;
    private final Runnable end;

    private volatile Optional<StreamStay> stay = Optional.empty();

    /** The last update: whoever takes over starts with older parameters, and is told these. */
    private volatile Optional<ByteBuffer> update = Optional.empty();

    /** What all streams share. */
    record Tools(StreamCalls calls, ContainerPeer peer, StreamTimes times) {}

    /**
     * @param flow the stream's media
     * @param begun is run when an application has begun
     * @param end is run when the job is over
     */
    StreamErrand(StreamAsk ask, RunContext context, Tools tools, StreamFlow flow, Runnable begun, Runnable end) {
        this.ask = ask;
        this.context = context;
        this.tools = tools;
        this.flow = flow;
        this.begun = begun;
        this.end = end;
    }

    /** Where it is now. */
    Optional<StreamStay> stay() {
        return stay;
    }

    @Override
    public Result send(JobEffect.Dispatch dispatch, ContainerSession session) throws InterruptedException {
        var attempt = dispatch.attempt().number();
        var payments =
                new StreamPayments(context, session, attempt, tools.times().ahead());
        return switch (payments.next()) {
            case StreamPayments.Next.Refused(var reason, var sentence) -> new Result.Failed(reason, sentence);
            case StreamPayments.Next.Due(var payment) -> {
                try {
                    var said = tools.calls()
                            .post(
                                    session.orchestrator().service(),
                                    StreamChannels.START_PATH,
                                    ask.start(tools.times().ahead()),
                                    payment,
                                    ask.body(),
                                    tools.times().start());
                    yield said.isRefusal()
                            ? refused(said, session, payments)
                            : stay(new StreamStay(attempt, session, now()), said, payments);
                } catch (PeerException failure) {
                    payments.failed(failure);
                    yield new Result.Failed(failure.reason(), String.valueOf(failure.getMessage()));
                }
            }
        };
    }

    /** What the application itself refuses is its client's affair; anything else is tried elsewhere. */
    private static Result refused(StreamCalls.Said said, ContainerSession session, StreamPayments payments) {
        var sentence = session.orchestrator().service() + " answered " + said.status() + ": " + said.line();
        var reason = reason(said);
        payments.lost(reason.orElse(Reason.WORKER_ERROR));
        if (reason.isPresent()) {
            return new Result.Failed(reason.get(), sentence);
        }
        var type = said.headers().first("Content-Type").orElse("text/plain; charset=utf-8");
        return new Result.Delivered(new ContainerAnswer.Whole(said.status(), Headers.contentType(type), said.body()));
    }

    private static Optional<Reason> reason(StreamCalls.Said said) {
        if (said.status() == JobRefusal.NO_CAPACITY.status()) {
            return Optional.of(Reason.CAPPED);
        }
        boolean unpaid = said.status() == JobRefusal.STREAM_BALANCE.status()
                || said.line().startsWith("invalid ticket")
                || said.line().equals(JobRefusal.CREDENTIALS.body().strip());
        if (unpaid) {
            return Optional.of(Reason.TICKET_REFUSED);
        }
        return said.status() >= 500 ? Optional.of(Reason.SESSION_REFUSED) : Optional.empty();
    }

    private Result stay(StreamStay here, StreamCalls.Said said, StreamPayments payments) throws InterruptedException {
        Optional<String> untold = Optional.of("{}");
        try {
            flow.attach(here.number(), channels(said), Standing.SERVING);
            stay = Optional.of(here);
            begun.run();
            repeatUpdate(here);
            var how = last(here, payments);
            return switch (how) {
                case StreamStay.End.Stopped(var words) -> {
                    tellStop(here, words);
                    untold = Optional.empty();
                    yield delivered();
                }
                case StreamStay.End.Failed(var reason, var sentence) -> {
                    untold = Optional.of(
                            new JsonObject().text("reason", sentence).toString());
                    yield new Result.Failed(reason, here.service() + ": " + sentence);
                }
            };
        } catch (UnreadableException senseless) {
            return new Result.Failed(
                    Reason.SESSION_REFUSED, here.service() + " began a stream with " + senseless.sentence());
        } finally {
            stay = Optional.empty();
            flow.detach(here.number());
            payments.ended();
            untold.ifPresent(words -> leave(here, words));
        }
    }

    private static Result delivered() {
        return new Result.Delivered(new ContainerAnswer.Whole(200, Headers.NONE, ByteBuffer.allocate(0)));
    }

    private static FlowChannels channels(StreamCalls.Said said) throws UnreadableException {
        var channels = StreamChannels.decode(said.headers()::first);
        return new FlowChannels(
                channels.ingress().map(ChannelPoint::open),
                channels.egress().map(ChannelPoint::open),
                ChannelPoint.open(channels.control()),
                ChannelPoint.open(channels.events()),
                channels.data().map(ChannelPoint::open),
                Optional.empty());
    }

    /** Until it ends: looks whether the application is there, and pays. */
    private StreamStay.End last(StreamStay here, StreamPayments payments) throws InterruptedException {
        var times = tools.times();
        long paidNanos = now();
        while (true) {
            var how = here.awaitEnd(times.look());
            if (how.isPresent()) {
                return how.get();
            }
            if (here.silent(now()).compareTo(times.silence()) >= 0) {
                return new StreamStay.End.Failed(
                        Reason.STALLED,
                        "no event and nothing published for " + times.silence().toSeconds() + " s");
            }
            if (now() - paidNanos >= times.payEvery().toNanos()) {
                paidNanos = now();
                pay(here, payments);
            }
        }
    }

    /** A payment that fails is made up for by the next; an orchestrator that knows no such stream is left. */
    private void pay(StreamStay here, StreamPayments payments) throws InterruptedException {
        try {
            renewTerms(here);
            switch (payments.next()) {
                case StreamPayments.Next.Refused(var _, var sentence) -> trouble(sentence);
                case StreamPayments.Next.Due(var payment) -> {
                    var said = say(here, StreamChannels.PAYMENT_PATH, payment, ByteBuffer.allocate(0));
                    if (said.status() == JobRefusal.NO_STREAM.status()) {
                        here.end(new StreamStay.End.Failed(Reason.SESSION_ENDED, "it knows no such stream any more"));
                    } else if (said.isRefusal()) {
                        payments.lost(Reason.TICKET_REFUSED);
                        trouble(here.service() + " answered a payment with " + said.status() + ": " + said.line());
                    }
                }
            }
        } catch (PeerException failure) {
            payments.failed(failure);
            trouble(String.valueOf(failure.getMessage()));
        }
    }

    private StreamCalls.Said say(StreamStay here, String path, Optional<Payment> payment, ByteBuffer body)
            throws PeerException, InterruptedException {
        var times = tools.times();
        return tools.calls().post(here.service(), path, ask.about(times.ahead()), payment, body, times.call());
    }

    private void renewTerms(StreamStay here) throws PeerException, InterruptedException {
        var purse = here.session().purse();
        if (purse.isEmpty()) {
            return;
        }
        var sender = tools.calls().signing().sender();
        var token = tools.peer()
                .token(
                        here.service(),
                        sender,
                        ask.capability(),
                        PaysBy.NETWORK,
                        tools.times().call());
        if (token.offer().isPresent()) {
            purse.get().adopt(Optional.of(token.price()), token.offer().get()).ifPresent(this::trouble);
        }
    }

    private void trouble(String sentence) {
        context.book().remarked(sentence);
        LOG.info("Stream {}: {}", ask.id(), sentence);
    }

    private void repeatUpdate(StreamStay here) throws InterruptedException {
        var latest = update;
        if (latest.isPresent()) {
            try {
                say(
                        here,
                        StreamChannels.UPDATE_PATH,
                        Optional.empty(),
                        latest.get().duplicate());
            } catch (PeerException failure) {
                trouble("The last parameters were not repeated: " + failure.getMessage());
            }
        }
    }

    /**
     * Tells the application something, where it runs now.
     *
     * @return its answer; empty while nobody has the stream, who is then told later
     */
    Optional<StreamCalls.Said> update(ByteBuffer parameters) throws PeerException, InterruptedException {
        update = Optional.of(parameters.asReadOnlyBuffer());
        var here = stay;
        return here.isPresent()
                ? Optional.of(say(here.get(), StreamChannels.UPDATE_PATH, Optional.empty(), parameters.duplicate()))
                : Optional.empty();
    }

    /** Before its channels are closed, so that the application hears the words of whoever stopped it. */
    private void tellStop(StreamStay here, String words) throws InterruptedException {
        try {
            say(here, StreamChannels.STOP_PATH, Optional.empty(), ByteBuffer.wrap(words.getBytes(UTF_8)));
        } catch (PeerException gone) {
            LOG.debug("{} is not told that stream {} is over: {}", here.service(), ask.id(), gone.getMessage());
        }
    }

    /** Whoever is still there is told; nobody waits for it. */
    private void leave(StreamStay here, String words) {
        Thread.ofVirtual().name("leave stream " + ask.id()).start(() -> {
            try {
                tellStop(here, words);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void over() {
        end.run();
    }

    private long now() {
        return context.tools().ticker().nanos();
    }
}
