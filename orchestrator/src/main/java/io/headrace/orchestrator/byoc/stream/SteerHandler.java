package io.headrace.orchestrator.byoc.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.byoc.ByocSide;
import io.headrace.orchestrator.byoc.JobAnswers;
import io.headrace.orchestrator.byoc.JobCheck;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.Route;
import io.headrace.wire.byoc.BalanceEvent;
import io.headrace.wire.byoc.JobRefusal;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Steers a stream that is under way, for the sender that began it (pipelines section 5.6). The stream is named in the
 * {@code request} of a signed header.
 *
 * <pre>
 * POST /ai/stream/update   parameters for the application   → as it answers; 400, 404, 413, 500
 * POST /ai/stream/stop     words for the application        → as it answers, or 200; 400, 404
 * POST /ai/stream/payment  headers only                     → 200 with the balance; 400, 402, 404
 * </pre>
 */
final class SteerHandler {

    /** Of parameters and of what an application is told at the end. */
    private static final int MAX_WORDS = 1 << 20;

    private static final String TYPE = "Content-Type";

    private final ByocSide.Shared shared;
    private final AppBilling billing;
    private final StreamConfig.Patience patience;
    private final Streams streams;

    SteerHandler(ByocSide.Shared shared, AppBilling billing, StreamConfig.Patience patience, Streams streams) {
        this.shared = shared;
        this.billing = billing;
        this.patience = patience;
        this.streams = streams;
    }

    private interface Steering {
        void on(Exchange exchange, Order order) throws IOException, InterruptedException;
    }

    private record Order(RunningStream stream, JobCheck.Verdict.Good good, ByteBuffer words) {}

    List<Route> routes() {
        return List.of(
                Route.of("POST", StreamChannels.UPDATE_PATH, steering(this::update)),
                Route.of("POST", StreamChannels.STOP_PATH, steering(this::stop)),
                Route.of("POST", StreamChannels.PAYMENT_PATH, steering(this::pay)));
    }

    private Route.Handler steering(Steering steering) {
        return (exchange, path) -> handle(exchange, steering);
    }

    private void handle(Exchange exchange, Steering steering) throws IOException {
        switch (shared.check().head(exchange.headers())) {
            case JobCheck.Verdict.Bad(int status, var text) -> exchange.refuse(status, text);
            case JobCheck.Verdict.Good good -> find(exchange, good, steering);
        }
    }

    private void find(Exchange exchange, JobCheck.Verdict.Good good, Steering steering) throws IOException {
        try {
            var stream = streams.find(StreamHall.id(good.sender(), good.job().streamId()))
                    .filter(each -> each.name().equals(good.name()));
            if (stream.isEmpty()) {
                JobAnswers.refuse(exchange, JobRefusal.NO_STREAM, "");
                return;
            }
            byte[] words = exchange.body().readAll(MAX_WORDS);
            if (shared.check().isFresh(good, words)) {
                steering.on(exchange, new Order(stream.get(), good, ByteBuffer.wrap(words)));
            } else {
                JobAnswers.refuse(exchange, JobRefusal.CREDENTIALS, "");
            }
        } catch (UnreadableException unreadable) {
            exchange.refuse(JobRefusal.UNPARSABLE.status(), unreadable.sentence());
        } catch (InterruptedException stopping) {
            throw JobAnswers.interrupted();
        }
    }

    private void update(Exchange exchange, Order order) throws IOException, InterruptedException {
        StreamApp.Said said;
        try {
            said = order.stream().app().update(order.words(), patience.stop());
        } catch (IOException failure) {
            exchange.refuse(500, "The application did not answer: " + failure.getMessage());
            return;
        }
        pass(exchange, said);
    }

    private void stop(Exchange exchange, Order order) throws IOException, InterruptedException {
        var stopped = order.stream().stop(UTF_8.decode(order.words()).toString());
        Optional<StreamApp.Said> said;
        try {
            said = stopped.get(patience.stop().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException busy) {
            said = Optional.empty();
        }
        if (said.isPresent()) {
            pass(exchange, said.get());
        } else {
            exchange.answer(200);
        }
    }

    private void pay(Exchange exchange, Order order) throws IOException {
        var account = order.stream().app().app().account();
        var board = shared.prices().board(account);
        var payment = order.good().payment();
        if (payment.isPresent() && board.isPresent()) {
            if (billing.take(account, payment.get(), board.get()) instanceof Billing.Taking.Refused(var text)) {
                exchange.refuse(JobRefusal.BALANCE.status(), text);
                return;
            }
        }
        var balance = JobAnswers.whole(order.stream().tab().balance()).toString();
        exchange.answer(200, Headers.of(BalanceEvent.HEADER, balance), ByteBuffer.allocate(0));
    }

    /** As the application said it. */
    static void pass(Exchange exchange, StreamApp.Said said) throws IOException {
        var headers = said.mediaType().map(type -> Headers.of(TYPE, type)).orElse(Headers.NONE);
        exchange.answer(said.status(), headers, said.body().duplicate());
    }
}
