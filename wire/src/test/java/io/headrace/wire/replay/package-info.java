/** Asks nodes of ours what the network's nodes were asked, byte by byte, and holds the answers side by side. */
@NullMarked
package io.headrace.wire.replay;

import org.jspecify.annotations.NullMarked;
