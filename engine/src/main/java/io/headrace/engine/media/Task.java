package io.headrace.engine.media;

import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;

/** A request with the limits it is done under: what crosses the pipe. */
record Task(MediaRequest<?> request, MediaLimits limits) {}
