/** What a Java type is as JSON: found once, then described, read and written. */
@NullMarked
package io.headrace.sdk.shape;

import org.jspecify.annotations.NullMarked;
