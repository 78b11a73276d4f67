package io.headrace.inference.pool;

import io.headrace.inference.RunnerAddress;
import io.headrace.inference.call.CallRequest;
import io.headrace.inference.call.CallResult;
import io.headrace.inference.call.RunnerExchange;
import io.headrace.inference.call.RunnerProgress;
import io.headrace.inference.runner.CallEnd;
import io.headrace.pipeline.Progress;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One call's place on a runner, and the call. The place is given back exactly once: when the runner has said the last of its
 * answer, when it is known that none comes, or at {@link #close}, whichever is first.
 *
 * <p>One thread sends and reads, on a virtual thread as a rule; any thread may close, which gives the call up.
 */
public final class RunnerCall implements AutoCloseable {

    /** A runner whose connection breaks off is known to have ended a moment later, if that is why. */
    private static final long END_MS = 500;

    private final HttpClient http;
    private final Consumer<CallEnd> place;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<RunnerAddress> turn = new CompletableFuture<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private volatile Optional<String> name = Optional.empty();
    private volatile Optional<RunnerExchange> exchange = Optional.empty();

    /** @param place is told once how the call ended */
    RunnerCall(HttpClient http, Consumer<CallEnd> place) {
        this.http = http;
        this.place = place;
    }

    /** The runner is ready for it. */
    void granted(RunnerAddress address) {
        turn.complete(address);
    }

    /** The runner will not answer any more. */
    void lost(String sentence) {
        lost.complete(sentence);
        turn.cancel(false);
        exchange.ifPresent(RunnerExchange::close);
    }

    /**
     * Waits until the runner is ready, which a start may take, sends the request and waits for the head of the answer. Once.
     *
     * @param body of the request; whoever gave it closes it
     */
    public CallResult send(CallRequest request, InputStream body) throws InterruptedException {
        try {
            var address = turn.get();
            name = request.name();
            var begun = RunnerExchange.begin(http, address, request);
            exchange = Optional.of(begun);
            if (lost.isDone() || over.get()) {
                begun.close();
            }
            return settled(begun.send(body));
        } catch (CancellationException | ExecutionException notGranted) {
            return settled(new CallResult.Withdrawn("The call was given up before a runner was ready"));
        }
    }

    /** How far it is, as the runner says now; empty when it does not, or is not at it. Blocks shortly; any thread. */
    public Optional<Progress> progress() throws InterruptedException {
        return name.isPresent() && !over.get() && turn.isDone() && !turn.isCancelled()
                ? RunnerProgress.of(http, turn.join(), name.get())
                : Optional.empty();
    }

    private CallResult settled(CallResult result) throws InterruptedException {
        var known = explained(result);
        switch (known) {
            case CallResult.Answered(int status, var headers, var body) -> {
                return new CallResult.Answered(status, headers, new Watched(body));
            }
            case CallResult.Refused _, CallResult.Failed _ -> finish(CallEnd.ANSWERED);
            case CallResult.TokenRefused _ -> finish(CallEnd.TOKEN_REFUSED);
            case CallResult.Hung _ -> finish(CallEnd.HUNG);
            case CallResult.Gone _, CallResult.Withdrawn _, CallResult.TooLarge _ -> finish(CallEnd.GIVEN_UP);
        }
        return known;
    }

    /** What became of the runner says more than what became of the connection. */
    private CallResult explained(CallResult result) throws InterruptedException {
        return switch (result) {
            case CallResult.Gone gone ->
                ending(END_MS).<CallResult>map(CallResult.Gone::new).orElse(gone);
            case CallResult.Withdrawn withdrawn ->
                ending(0).<CallResult>map(CallResult.Gone::new).orElse(withdrawn);
            default -> result;
        };
    }

    private Optional<String> ending(long patienceMs) throws InterruptedException {
        try {
            return Optional.of(lost.get(patienceMs, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException notKnown) {
            return Optional.empty();
        }
    }

    private void finish(CallEnd end) {
        if (over.compareAndSet(false, true)) {
            exchange.ifPresent(RunnerExchange::close);
            place.accept(end);
        }
    }

    /** Gives up what is not over yet. */
    @Override
    public void close() {
        turn.cancel(false);
        finish(CallEnd.GIVEN_UP);
    }

    /** An answer at whose end the place is given back. */
    private final class Watched extends InputStream {

        private final InputStream body;

        Watched(InputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                int count = body.read(into, offset, length);
                if (count < 0) {
                    finish(CallEnd.ANSWERED);
                }
                return count;
            } catch (IOException brokenOff) {
                finish(CallEnd.GIVEN_UP);
                throw brokenOff;
            }
        }

        @Override
        public void close() throws IOException {
            finish(CallEnd.GIVEN_UP);
            body.close();
        }
    }
}
