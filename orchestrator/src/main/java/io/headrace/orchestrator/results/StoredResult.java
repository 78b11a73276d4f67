package io.headrace.orchestrator.results;

import io.headrace.media.MediaBytes;
import java.time.Instant;

/** A result as it is fetched, and since when it is here. */
public record StoredResult(String mediaType, MediaBytes bytes, Instant since) {}
