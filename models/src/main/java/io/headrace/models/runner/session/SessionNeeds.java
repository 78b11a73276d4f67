package io.headrace.models.runner.session;

import io.headrace.models.runner.status.EventDocuments;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.Ticker;
import io.headrace.tricklehttp.Pause;
import java.time.InstantSource;

/**
 * What every session of a runner uses.
 *
 * @param clock that never goes back
 * @param ticker on which frames are timed
 */
public record SessionNeeds(
        PictureWorks works,
        EventDocuments documents,
        SessionLimits limits,
        HttpClient http,
        Pause pause,
        InstantSource clock,
        Ticker ticker) {}
