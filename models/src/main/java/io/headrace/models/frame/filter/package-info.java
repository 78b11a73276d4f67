/** Methods of image processing, each under its own name, and chains of them. No weights, nothing learnt. */
@NullMarked
package io.headrace.models.frame.filter;

import org.jspecify.annotations.NullMarked;
