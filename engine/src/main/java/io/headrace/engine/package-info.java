/**
 * Supervised child processes: native code runs in them, never in a node, so that a crash costs one request.
 *
 * <pre>
 * parent  ChildPool ── Child ══ stdin: Ask ═════════════▶ ChildServer ── ChildWork   child
 *                            ◀═ stdout: Ready, Part…, Done or Failed
 *                            ◀─ stderr: log
 * </pre>
 */
@NullMarked
package io.headrace.engine;

import org.jspecify.annotations.NullMarked;
