package io.headrace.orchestrator.ai;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.machine.Host;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.Progress;
import io.headrace.wire.batch.error.RunnerError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** A request's place at a worker elsewhere. Its reports come on the pool's thread and on that of the worker's request. */
final class RemotePlace implements BatchPlace, AiTaskBook.Reports {

    private static final Host.Timer NOTHING = () -> {};
    private static final AiWorkers.KeptPlace NONE = new AiWorkers.KeptPlace() {
        @Override
        public void use(AiOrder asked) {}

        @Override
        public void cancel() {}
    };

    private final Pipeline pipeline;
    private final UploadShelf uploads;
    private final Supplier<String> serviceUri;
    private final AiWorkersConfig config;
    private final Host host;
    private final CompletableFuture<Boolean> placed = new CompletableFuture<>();
    private final CompletableFuture<Arrival> arrival = new CompletableFuture<>();
    private volatile AiWorkers.KeptPlace kept = NONE;
    private volatile Host.Timer deadline = NOTHING;
    private volatile String upload = "";
    private volatile AiSkill skill = new AiSkill(0, "");
    private volatile long answerBytes;
    private volatile Optional<Progress> last = Optional.empty();

    /** What comes of the request, or instead. */
    private sealed interface Arrival {
        record Answer(String contentType, String modelKind, AnswerPipe pipe) implements Arrival {}

        record Ended(AiOutcome outcome) implements Arrival {}

        record Late(Duration after) implements Arrival {}

        record GivenUp() implements Arrival {}
    }

    RemotePlace(
            Pipeline pipeline, UploadShelf uploads, Supplier<String> serviceUri, AiWorkersConfig config, Host host) {
        this.pipeline = pipeline;
        this.uploads = uploads;
        this.serviceUri = serviceUri;
        this.config = config;
        this.host = host;
    }

    /** Whether a worker has a place for it. */
    boolean taken(AiWorkers workers, AiSkill wanted) {
        skill = wanted;
        kept = workers.reserve(wanted, this);
        try {
            return placed.get();
        } catch (InterruptedException | ExecutionException hurry) {
            Thread.currentThread().interrupt();
            kept.cancel();
            return false;
        }
    }

    @Override
    public BatchAnswer send(BatchCall call, InputStream body) throws InterruptedException {
        return switch (RemoteTask.read(pipeline, call, body)) {
            case RemoteTask.Refused(var refusal) -> {
                close();
                yield refusal;
            }
            case RemoteTask.Ready ready -> send(call, ready);
        };
    }

    private BatchAnswer send(BatchCall call, RemoteTask.Ready task) throws InterruptedException {
        answerBytes = call.answerBytes();
        task.file().ifPresent(file -> upload = uploads.lay(file));
        var url = upload.isEmpty() ? "" : serviceUri.get() + upload;
        var whole = config.untilStarted().plus(call.whole());
        deadline = host.after(whole, () -> late(whole));
        kept.use(new AiOrder(
                skill,
                pipeline.name().text(),
                url,
                task.request(),
                whole,
                call.name().isPresent()));
        try {
            return answer(arrival.get());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("Nobody completes it with a failure", impossible);
        }
    }

    private BatchAnswer answer(Arrival arrived) {
        if (arrived instanceof Arrival.Answer(var contentType, var modelKind, var pipe)) {
            return new BatchAnswer.Answered(contentType, modelKind, new Answer(pipe));
        }
        close();
        return switch (arrived) {
            case Arrival.Ended(AiOutcome.Failed(var sentence)) -> failed(sentence);
            case Arrival.Ended(AiOutcome.NoPlace()) ->
                new BatchAnswer.Failed(503, "The worker has no place for it after all");
            case Arrival.Ended(AiOutcome.Finished()) ->
                new BatchAnswer.Failed(0, "The worker ended it without an answer");
            case Arrival.Late(var after) ->
                new BatchAnswer.TooLate("No worker answered within " + after.toMillis() + " ms");
            case Arrival.GivenUp() -> new BatchAnswer.Withdrawn("The request was given up before it was answered");
            case Arrival.Answer _ -> throw new IllegalStateException("An answer is none of the others");
        };
    }

    /** The sentence keeps the runner's status, which says whose fault it was. */
    private static BatchAnswer failed(String sentence) {
        return RunnerError.ofSentence(sentence)
                .<BatchAnswer>map(error -> isClients(error.status())
                        ? new BatchAnswer.Refused(error.status(), error.message())
                        : new BatchAnswer.Failed(error.status(), error.message()))
                .orElseGet(() -> new BatchAnswer.Failed(0, sentence));
    }

    private static boolean isClients(int status) {
        return status == 400 || status == 413 || status == 415 || status == 422;
    }

    private void late(Duration after) {
        arrival.complete(new Arrival.Late(after));
        pipe().ifPresent(pipe -> pipe.breakOff("The worker's answer did not end within " + after.toMillis() + " ms"));
        kept.cancel();
    }

    private Optional<AnswerPipe> pipe() {
        return arrival.isDone() && arrival.join() instanceof Arrival.Answer(var _, var _, var pipe)
                ? Optional.of(pipe)
                : Optional.empty();
    }

    @Override
    public void placed() {
        placed.complete(true);
    }

    @Override
    public void running() {
        // Told by the answer itself.
    }

    @Override
    public void progress(Progress said) {
        last = Optional.of(said);
    }

    @Override
    public Optional<Progress> progress() {
        return last;
    }

    @Override
    public void ended(AiOutcome outcome) {
        placed.complete(false);
        arrival.complete(new Arrival.Ended(outcome));
        if (outcome instanceof AiOutcome.Failed(var sentence)) {
            pipe().ifPresent(pipe -> pipe.breakOff(sentence));
        }
    }

    @Override
    public Optional<AnswerPipe> answering(String contentType, String modelKind) {
        var pipe = new AnswerPipe(answerBytes);
        boolean awaited = arrival.complete(new Arrival.Answer(contentType, modelKind, pipe));
        return Optional.of(awaited ? pipe : AnswerPipe.closed());
    }

    /** Gives the place back at its end. */
    private final class Answer extends FilterInputStream {

        Answer(AnswerPipe pipe) {
            super(pipe);
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
                tidy();
            }
            return count;
        }

        @Override
        public void close() {
            RemotePlace.this.close();
        }
    }

    /** An answer that has arrived is not withdrawn: its permit is free already. */
    @Override
    public void close() {
        tidy();
        arrival.complete(new Arrival.GivenUp());
        pipe().ifPresent(AnswerPipe::close);
        kept.cancel();
    }

    private void tidy() {
        deadline.cancel();
        uploads.take(upload);
    }
}
