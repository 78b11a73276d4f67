package io.headrace.gateway.openai;

import io.headrace.gateway.batch.BatchDesk;
import io.headrace.gateway.batch.api.BatchApi;
import io.headrace.machine.NanoTicker;
import java.time.InstantSource;

/**
 * What the interface works with.
 *
 * @param later takes the requests for whose answers nobody waits
 * @param limits of each request, whatever route it comes by
 * @param offers what is on offer, for the list of models and for those that are not in it
 * @param forms in which speech is written beside WAV
 */
public record OpenAiTools(
        BatchDesk desk,
        BatchApi.Later later,
        RequestLimits limits,
        ModelOffers offers,
        FileProbe probe,
        SpeechForms forms,
        ClientAuthorization authorization,
        InstantSource clock,
        NanoTicker ticker) {}
