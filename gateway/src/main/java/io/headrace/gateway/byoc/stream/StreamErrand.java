package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.byoc.ContainerAnswer;
import io.headrace.gateway.byoc.ContainerErrand;
import io.headrace.gateway.byoc.ContainerPeer;
import io.headrace.gateway.byoc.ContainerSession;
import io.headrace.gateway.peer.ChannelRules;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.transport.Headers;
import io.headrace.wire.PeerError;
import io.headrace.wire.Reaction;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One stream's way through its orchestrators: a stay with each is started, its channels are connected, it is paid while it
 * lasts and ended where it can be reached. When one fails the job goes on to the next. Any thread, but for {@link #send}.
 */
final class StreamErrand implements ContainerErrand {

    private final StreamAsk ask;
    private final RunContext context;
    private final Tools tools;
    private final StreamFlow flow;
    private final Runnable begun;
    private final Runnable end;

    private volatile Optional<StreamStay> stay = Optional.empty();

    /** The last update: whoever takes over starts with older parameters, and is told these. */
    private volatile Optional<ByteBuffer> update = Optional.empty();

    /**
     * By what it is done.
     *
     * @param rules where channels may be
     */
    record Tools(StreamCalls calls, ContainerPeer peer, ChannelRules rules, StreamTimes times) {}

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
                    var said = tools.calls().start(session.orchestrator().service(), payment);
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
                || PeerError.ofAnswer(said.status(), said.line()).reaction() == Reaction.REFRESH_AND_RETRY
                || said.line().equals(JobRefusal.CREDENTIALS.body().strip());
        if (unpaid) {
            return Optional.of(Reason.TICKET_REFUSED);
        }
        return said.status() >= 500 ? Optional.of(Reason.SESSION_REFUSED) : Optional.empty();
    }

    private Result stay(StreamStay here, StreamCalls.Said said, StreamPayments payments) throws InterruptedException {
        Optional<String> untold = Optional.of("{}");
        try {
            var channels = new StayChannels(ask.channels(), tools.rules()).of(here.service(), said.headers());
            flow.attach(here.number(), channels, Standing.SERVING);
            stay = Optional.of(here);
            begun.run();
            repeatUpdate(here);
            return switch (new StayUpkeep(ask, context, tools, here, payments).untilItEnds()) {
                case StreamStay.End.Stopped(var words) -> {
                    // Before its channels are closed, so that the application hears the words of whoever stopped it.
                    tools.calls().stop(here.service(), words);
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
        } catch (PeerException astray) {
            return new Result.Failed(astray.reason(), String.valueOf(astray.getMessage()));
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

    private void repeatUpdate(StreamStay here) throws InterruptedException {
        var latest = update;
        if (latest.isPresent()) {
            try {
                tools.calls().update(here.service(), latest.get());
            } catch (PeerException failure) {
                context.book().remarked("The last parameters were not repeated: " + failure.getMessage());
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
                ? Optional.of(tools.calls().update(here.get().service(), parameters))
                : Optional.empty();
    }

    /** Whoever is still there is told; nobody waits for it. */
    private void leave(StreamStay here, String words) {
        Thread.ofVirtual().name("leave stream " + ask.id()).start(() -> {
            try {
                tools.calls().stop(here.service(), words);
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
