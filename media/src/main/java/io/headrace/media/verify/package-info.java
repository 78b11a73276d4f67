/**
 * Whether a rendition shows what its source shows: which units are compared, what a comparison means, and what follows
 * for the one who made it. Pure; the comparing itself is a media child's ({@code MediaRequest.Compare}).
 */
@NullMarked
package io.headrace.media.verify;

import org.jspecify.annotations.NullMarked;
