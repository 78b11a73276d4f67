package io.headrace.media.flow;

/** Takes segments of sound alone while they are made. */
public interface SoundSink extends Run {

    void begin(SoundOpening opening);
}
