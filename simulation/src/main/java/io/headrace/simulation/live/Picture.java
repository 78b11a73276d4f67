package io.headrace.simulation.live;

/**
 * One picture of a stream.
 *
 * @param number counts from 0 within the stream; its presentation time, in pictures
 * @param key whether it can be decoded without those before
 */
record Picture(long number, boolean key) {

    /** 640 x 360. */
    static final long PIXELS = 640 * 360;

    Picture asKey() {
        return new Picture(number, true);
    }
}
