/** Configuration, assembly, main. */
@NullMarked
package io.headrace.node;

import org.jspecify.annotations.NullMarked;
