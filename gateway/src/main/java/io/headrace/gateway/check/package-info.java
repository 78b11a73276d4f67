/** What is believed of a result before it is published. */
@NullMarked
package io.headrace.gateway.check;

import org.jspecify.annotations.NullMarked;
