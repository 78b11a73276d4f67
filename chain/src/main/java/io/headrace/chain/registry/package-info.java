/** Who may work and where, as the chain last told. */
@NullMarked
package io.headrace.chain.registry;

import org.jspecify.annotations.NullMarked;
