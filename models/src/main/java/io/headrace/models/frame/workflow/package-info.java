/** Workflows as ComfyUI and ComfyStream write them, for the nodes that are known here ({@code docs/protocol/comfystream.md}). */
@NullMarked
package io.headrace.models.frame.workflow;

import org.jspecify.annotations.NullMarked;
