package io.headrace.orchestrator.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.pipeline.PipelineName;
import java.time.Duration;

/** What happened to a job or a stream of an application, for whoever asks later. */
public sealed interface AppFact {

    /** @param reason as the gateway was told */
    record JobRefused(PipelineName app, EthAddress sender, String reason) implements AppFact {}

    /**
     * The application answered, and the answer was passed on.
     *
     * @param status as it answered
     * @param fee that the sender was charged
     */
    record JobDone(PipelineName app, EthAddress sender, int status, Duration time, Credit fee) implements AppFact {}

    /** What an application told of its units was not what can be charged, for its operator. */
    record JobMiscounted(PipelineName app, String complaint) implements AppFact {}

    /** @param fee zero from gateways of ours */
    record JobFailed(PipelineName app, EthAddress sender, String reason, Duration time, Credit fee)
            implements AppFact {}

    /** @param stream as the gateway calls it */
    record StreamStarted(PipelineName app, EthAddress sender, String stream) implements AppFact {}

    /**
     * @param code of the reason, for programs
     * @param reason for people
     * @param fee that the sender was charged
     */
    record StreamEnded(
            PipelineName app, EthAddress sender, String stream, String code, String reason, Duration time, Credit fee)
            implements AppFact {}
}
