/**
 * One live stream from where it is to where it should go, in a process of its own: units come from a source, go through the
 * guard and the stage that converts sound, and end in a sink. Pictures are copied, times stay. One thread carries all.
 */
@NullMarked
package io.headrace.ffmpeg.stream;

import org.jspecify.annotations.NullMarked;
