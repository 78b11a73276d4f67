/** Chats with language models, whole and in pieces, as existing nodes and their runners write them (pipelines section 1.2). */
@NullMarked
package io.headrace.wire.chat;

import org.jspecify.annotations.NullMarked;
