/** {@code headrace pipelines}: what is on offer, by whom and at what price. */
@NullMarked
package io.headrace.cli.offers;

import org.jspecify.annotations.NullMarked;
