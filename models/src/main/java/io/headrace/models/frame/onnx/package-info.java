/** Models that an operator put into a directory: each takes a picture and gives one, computed by ONNX Runtime. */
@NullMarked
package io.headrace.models.frame.onnx;

import org.jspecify.annotations.NullMarked;
