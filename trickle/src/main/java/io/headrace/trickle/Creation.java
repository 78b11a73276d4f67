package io.headrace.trickle;

/** What became of a wish for a channel. */
public sealed interface Creation {
    record Created(Channel channel) implements Creation {}

    /** It was there; it keeps its media type and its access. */
    record Existed(Channel channel) implements Creation {}

    record TooManyChannels(int limit) implements Creation {}
}
