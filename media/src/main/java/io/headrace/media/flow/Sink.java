package io.headrace.media.flow;

/** Takes segments of pictures while they are made: a beginning, its runs of bytes, its end, and so on. */
public interface Sink extends Run {

    void begin(Opening opening);
}
