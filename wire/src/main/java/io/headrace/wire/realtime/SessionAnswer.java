package io.headrace.wire.realtime;

/**
 * What an orchestrator answers to {@link SessionRequest}.
 *
 * @param manifestId names the session in its payments
 */
public record SessionAnswer(String manifestId, SessionChannels channels) {}
