/** What a WebRTC server asks of its owner: who may publish and watch, and where media comes from and goes. */
@NullMarked
package io.headrace.webrtc.desk;

import org.jspecify.annotations.NullMarked;
