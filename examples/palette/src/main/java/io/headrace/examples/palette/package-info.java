/** An example: the colours of a picture, as a pipeline that an application brings to the network. */
@NullMarked
package io.headrace.examples.palette;

import org.jspecify.annotations.NullMarked;
