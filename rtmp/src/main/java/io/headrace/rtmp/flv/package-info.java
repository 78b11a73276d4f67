/** What is inside the audio and video messages of RTMP: the bodies of FLV tags, and how they become access units. */
@NullMarked
package io.headrace.rtmp.flv;

import org.jspecify.annotations.NullMarked;
