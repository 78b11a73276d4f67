/** What a media child is asked, and what it answers. */
@NullMarked
package io.headrace.media.request;

import org.jspecify.annotations.NullMarked;
