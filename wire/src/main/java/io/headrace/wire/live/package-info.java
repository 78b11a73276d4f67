/** What a gateway's clients and its auth webhook see of it (wire protocol sections 3.7, 3.9, 7.1 and 7.3). */
@NullMarked
package io.headrace.wire.live;

import org.jspecify.annotations.NullMarked;
