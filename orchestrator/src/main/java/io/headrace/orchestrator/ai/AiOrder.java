package io.headrace.orchestrator.ai;

import java.time.Duration;

/**
 * What is to be done once, by whichever worker.
 *
 * @param pipeline its name on the wire
 * @param inputUrl where the file is that belongs to the request; empty when there is none
 * @param request a JSON object
 * @param untilHeard within which its worker says anything at all; of requests that is their answer
 * @param tellsProgress whether its worker is to say how far it is, if it is of ours
 */
record AiOrder(
        AiSkill skill, String pipeline, String inputUrl, String request, Duration untilHeard, boolean tellsProgress) {

    AiOrder(AiSkill skill, String pipeline, String inputUrl, String request, Duration untilHeard) {
        this(skill, pipeline, inputUrl, request, untilHeard, false);
    }
}
