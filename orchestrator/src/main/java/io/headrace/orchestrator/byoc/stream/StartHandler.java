package io.headrace.orchestrator.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.byoc.AppPlace;
import io.headrace.orchestrator.byoc.ByocSide;
import io.headrace.orchestrator.byoc.JobAnswers;
import io.headrace.orchestrator.byoc.JobCheck;
import io.headrace.orchestrator.byoc.JobFee;
import io.headrace.pipeline.Health;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.byoc.BalanceEvent;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.StreamStart;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Begins a stream: {@code POST /ai/stream/start} (pipelines section 5.6). Head, place, body, channels, payment,
 * application, answer; one virtual thread walks all of it, top to bottom.
 *
 * <pre>
 * 400  credentials, no id, no JSON, a payment that is not taken, an id that is in use
 * 402  a payment that cannot be read, a balance that is too low
 * 413  a body that is too large
 * 500  the application refuses our token, cannot be reached or takes too long
 * 503  nobody of this name is on offer, or it has all it can do; too many streams
 * else as the application answered
 * </pre>
 *
 * <p>The stream has its place before its payment is looked at (guarantee 3), and gives it back when it is over.
 */
final class StartHandler {

    private final ByocSide.Shared shared;
    private final AppBilling billing;
    private final StreamConfig config;
    private final StreamHall hall;

    StartHandler(ByocSide.Shared shared, AppBilling billing, StreamConfig config, StreamHall hall) {
        this.shared = shared;
        this.billing = billing;
        this.config = config;
        this.hall = hall;
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        switch (shared.check().head(exchange.headers())) {
            case JobCheck.Verdict.Bad(int status, var text) -> exchange.refuse(status, text);
            case JobCheck.Verdict.Good good -> admit(exchange, good);
        }
    }

    private void admit(Exchange exchange, JobCheck.Verdict.Good good) throws IOException {
        try {
            var asked = Asked.of(good);
            switch (hall.streams().admission(asked.id())) {
                case EXISTS -> exchange.refuse(400, "A stream " + asked.id().stream() + " is under way already");
                case FULL -> exchange.refuse(503, "insufficient capacity: " + config.most() + " streams are open");
                case ADMITTED -> place(exchange, asked);
            }
        } catch (UnreadableException unreadable) {
            exchange.refuse(JobRefusal.UNPARSABLE.status(), unreadable.sentence());
        } catch (InterruptedException stopping) {
            throw JobAnswers.interrupted();
        }
    }

    private void place(Exchange exchange, Asked asked) throws IOException, InterruptedException {
        switch (shared.desk().place(asked.good().name())) {
            case AppPlace.Unknown _, AppPlace.Full _ -> JobAnswers.refuse(exchange, JobRefusal.NO_CAPACITY, "");
            case AppPlace.Given given -> {
                boolean taken = false;
                try {
                    taken = read(exchange, asked, given);
                } finally {
                    if (!taken) {
                        shared.desk().dropped(given);
                    }
                }
            }
        }
    }

    /** From here on: whether the place is the stream's, which gives it back. */
    private boolean read(Exchange exchange, Asked asked, AppPlace.Given given)
            throws IOException, InterruptedException {
        try (var held = shared.bodies().new Held()) {
            var body = held.read(exchange.body().stream(StreamStart.MAX_LENGTH));
            if (body.isEmpty()) {
                JobAnswers.refuse(exchange, JobRefusal.NO_CAPACITY, "");
                return false;
            }
            if (!shared.check().isFresh(asked.good(), body.get())) {
                JobAnswers.refuse(exchange, JobRefusal.CREDENTIALS, "");
                return false;
            }
            var room = hall.open(asked.parameters());
            if (room.isEmpty()) {
                exchange.refuse(503, "insufficient capacity: as many channels are open as may be");
                return false;
            }
            return begin(exchange, asked, given, room.get(), body.get());
        }
    }

    private boolean begin(Exchange exchange, Asked asked, AppPlace.Given given, StreamRoom room, byte[] body)
            throws IOException, InterruptedException {
        var id = asked.id();
        boolean taken = false;
        try {
            var document = hall.forApps(room).start(new String(body, UTF_8), id.stream());
            var tab = tab(exchange, asked, given);
            if (tab.isPresent()) {
                var app = new StreamApp(shared.client(), given.app(), id.stream());
                var stream = hall.stream(
                        id,
                        new RunningStream.Holdings(given, app, room, tab.get()),
                        asked.good().isOurs());
                taken = hall.streams().add(stream) == Streams.Admission.ADMITTED;
                if (taken) {
                    start(exchange, stream, room, document);
                } else {
                    tab.get().drop();
                    exchange.refuse(400, "A stream " + id.stream() + " was begun meanwhile");
                }
            }
        } catch (UnreadableException unreadable) {
            exchange.refuse(JobRefusal.UNPARSABLE.status(), unreadable.sentence());
        } finally {
            if (!taken) {
                room.close();
            }
        }
        return taken;
    }

    /** Takes the payment, and sets aside what the beginning costs. Empty when the stream was refused. */
    private Optional<StreamTab> tab(Exchange exchange, Asked asked, AppPlace.Given given) throws IOException {
        var good = asked.good();
        var unit = given.app().registration().shape().unit();
        if (unit.isTold()) {
            exchange.refuse(400, good.name() + " is paid by the " + unit.word() + ", which nobody counts of a stream");
            return Optional.empty();
        }
        var account = given.app().account();
        var board = shared.prices().board(account);
        if (board.isEmpty()) {
            JobAnswers.refuse(exchange, JobRefusal.NO_CAPACITY, "");
            return Optional.empty();
        }
        if (good.payment().isPresent()
                && billing.take(account, good.payment().get(), board.get())
                        instanceof Billing.Taking.Refused(var text)) {
            exchange.refuse(JobRefusal.BALANCE.status(), text);
            return Optional.empty();
        }
        var price = billing.price(good.sender(), account, board.get());
        var fee = new JobFee(price, unit, good.isOurs());
        var charging = config.charging();
        var tab = StreamTab.open(
                billing, good.sender(), account, fee, charging.ahead(), charging.interval(good.isOurs()));
        if (tab.isEmpty()) {
            JobAnswers.refuse(exchange, JobRefusal.STREAM_BALANCE, "");
        }
        return tab;
    }

    private void start(Exchange exchange, RunningStream stream, StreamRoom room, String document)
            throws IOException, InterruptedException {
        exchange.onPeerGone(stream::gatewayLeft);
        boolean answered = false;
        try {
            var said = stream.app()
                    .start(
                            ByteBuffer.wrap(document.getBytes(UTF_8)),
                            config.patience().start());
            answer(exchange, stream, room, said);
            answered = true;
        } catch (IOException failure) {
            var reason = "The application did not answer: " + failure.getMessage();
            stream.refused(reason, new Health.Report.Failed(reason));
            exchange.refuse(500, reason);
            answered = true;
        } finally {
            if (!answered) {
                stream.gatewayLeft();
            }
        }
    }

    private void answer(Exchange exchange, RunningStream stream, StreamRoom room, StreamApp.Said said)
            throws IOException {
        if (said.refusesUs()) {
            var reason = "The application refuses this orchestrator's token";
            stream.refused(reason, new Health.Report.Failed(reason));
            exchange.refuse(500, reason);
        } else if (said.isRefusal()) {
            stream.refused("The application answered " + said.status(), new Health.Report.Answered());
            SteerHandler.pass(exchange, said);
        } else {
            stream.started();
            var headers = Headers.of(
                    BalanceEvent.HEADER,
                    JobAnswers.whole(stream.tab().balance()).toString());
            for (var channel : hall.forGateways(room).headers().entrySet()) {
                headers = headers.with(channel.getKey(), channel.getValue());
            }
            exchange.answer(200, headers, ByteBuffer.allocate(0));
        }
    }

    /** What a gateway asks for, read. */
    private record Asked(JobCheck.Verdict.Good good, RunningStream.Id id, JobParameters parameters) {

        static Asked of(JobCheck.Verdict.Good good) throws UnreadableException {
            var job = good.job();
            var id = job.id().isEmpty() ? job.streamId() : job.id();
            return new Asked(good, StreamHall.id(good.sender(), id), JobParameters.decode(job.parameters()));
        }
    }
}
