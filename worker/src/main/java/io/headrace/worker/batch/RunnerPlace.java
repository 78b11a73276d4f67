package io.headrace.worker.batch;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.inference.call.CallLimits;
import io.headrace.inference.call.CallRequest;
import io.headrace.inference.call.CallResult;
import io.headrace.inference.pool.RunnerCall;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.Progress;
import io.headrace.transport.Headers;
import java.io.InputStream;
import java.util.Optional;

/** A request's place on a runner of a pool. */
record RunnerPlace(PipelineName pipeline, RunnerCall call) implements BatchPlace {

    private static final String MODEL_KIND = "X-Model-Kind";
    private static final int TOO_LARGE = 413;
    private static final int UNAUTHORIZED = 401;

    @Override
    public BatchAnswer send(BatchCall asked, InputStream body) throws InterruptedException {
        var limits = new CallLimits(asked.whole(), asked.requestBytes(), asked.answerBytes());
        return answer(call.send(new CallRequest(pipeline, asked.contentType(), limits, asked.name()), body));
    }

    @Override
    public Optional<Progress> progress() throws InterruptedException {
        return call.progress();
    }

    private static BatchAnswer answer(CallResult result) {
        return switch (result) {
            case CallResult.Answered(int _, var headers, var body) ->
                new BatchAnswer.Answered(
                        contentType(headers), headers.first(MODEL_KIND).orElse(""), body);
            case CallResult.Refused(int status, var words) -> new BatchAnswer.Refused(status, words.message());
            case CallResult.TooLarge(long limit) ->
                new BatchAnswer.Refused(TOO_LARGE, "The request has more than " + limit + " bytes; send a smaller one");
            case CallResult.TokenRefused(var words) ->
                new BatchAnswer.Failed(UNAUTHORIZED, "The runner does not take our bearer: " + words.message());
            case CallResult.Failed(int status, var words) -> new BatchAnswer.Failed(status, words.message());
            case CallResult.Gone(var sentence) -> new BatchAnswer.Failed(0, sentence);
            case CallResult.Hung(var sentence) -> new BatchAnswer.TooLate(sentence);
            case CallResult.Withdrawn(var sentence) -> new BatchAnswer.Withdrawn(sentence);
        };
    }

    /** Runners that name none answer as the contract says. */
    private static String contentType(Headers headers) {
        return headers.first("Content-Type").orElse("application/json");
    }

    @Override
    public void close() {
        call.close();
    }
}
