package io.headrace.orchestrator.results;

import io.headrace.media.MediaBytes;

/** A result as it is fetched. */
public record StoredResult(String mediaType, MediaBytes bytes) {}
