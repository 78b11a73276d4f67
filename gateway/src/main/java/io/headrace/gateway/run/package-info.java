/** One job's owner and everything its effects begin. */
@NullMarked
package io.headrace.gateway.run;

import org.jspecify.annotations.NullMarked;
