/**
 * Live streams through a child: one process copies the pictures of one stream from where they are to where they should go,
 * and converts its sound on the way.
 *
 * <pre>
 * node  StreamProcess ══ stdin: units as MPEG-TS ═▶ child ══ RTMP, a file, or
 *                     ◀═ stdout: units as MPEG-TS ══
 *                     ◀─ stderr: log
 * </pre>
 */
@NullMarked
package io.headrace.engine.stream;

import org.jspecify.annotations.NullMarked;
