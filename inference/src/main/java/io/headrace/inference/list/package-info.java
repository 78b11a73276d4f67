/** The operator's list of models: {@code aiModels.json}, as the network's other nodes have it. */
@NullMarked
package io.headrace.inference.list;

import org.jspecify.annotations.NullMarked;
