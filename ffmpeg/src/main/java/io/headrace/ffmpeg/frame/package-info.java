/**
 * Pictures one by one, for work on a live stream: coded pictures in, coded pictures out, and the planes of numbers in between
 * that models and filters read. No call waits for a later picture; everything belongs to the thread that uses it.
 */
@NullMarked
package io.headrace.ffmpeg.frame;

import org.jspecify.annotations.NullMarked;
