/** A pipeline as a Java author writes it: a record in, a record out and an annotation. */
@NullMarked
package io.headrace.sdk;

import org.jspecify.annotations.NullMarked;
