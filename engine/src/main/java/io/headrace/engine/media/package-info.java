/** The typed face of media children: requests and replies of {@link io.headrace.media.request}. */
@NullMarked
package io.headrace.engine.media;

import org.jspecify.annotations.NullMarked;
